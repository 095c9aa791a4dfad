package org.sitrep.tables;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/** Every table Sitrep keeps, by name. */
public final class Tables {
  private Tables() {}

  /** Name to schema, in the order in which a night fills them. */
  public static Map<String, StructType> all() {
    Map<String, StructType> out = new LinkedHashMap<>();
    out.put(Submissions.TABLE, Submissions.schema());
    out.put(RawRows.TABLE, RawRows.schema());
    out.put(RowAccounts.TABLE, RowAccounts.schema());
    out.put(Coverage.TABLE, Coverage.schema());
    out.put(Findings.TABLE, Findings.schema());
    out.put(Observations.TABLE, Observations.schema());
    out.put(Events.TABLE, Events.schema());
    out.put(Indicators.TABLE, Indicators.schema());
    out.put(Revisions.TABLE, Revisions.schema());
    out.put(CarriedCounts.TABLE, CarriedCounts.schema());
    out.put(Withdrawals.TABLE, Withdrawals.schema());
    out.put(Deliveries.TABLE, Deliveries.schema());
    out.put(Nights.TABLE, Nights.schema());
    return out;
  }
}
