package org.sitrep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.sitrep.deliver.Sent;
import org.sitrep.store.Store;
import org.sitrep.tables.Deliveries;

/** Table {@code delivery} as the last stage knows it: who was sent what. */
record SentLedger(SparkSession spark, Store store) {

  /** Letters about a report date. */
  List<Sent> of(LocalDate reportDate) {
    return store
        .published(Deliveries.TABLE)
        .where(col(Deliveries.REPORT_DATE).equalTo(lit(reportDate)))
        .collectAsList()
        .stream()
        .map(row -> Sent.of(row::get))
        .toList();
  }

  void add(List<Sent> rows) {
    if (!rows.isEmpty()) {
      store.append(
          Deliveries.TABLE,
          spark.createDataFrame(
              rows.stream().map(s -> RowFactory.create(s.values())).toList(), Deliveries.schema()));
    }
  }
}
