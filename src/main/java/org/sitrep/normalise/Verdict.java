package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What is said about a row once all rows are known. */
final class Verdict {
  static final String WORST = "worst";

  static final StructType SAID =
      new StructType()
          .add("check", DataTypes.IntegerType, false)
          .add("cells", DataTypes.StringType, true)
          .add("shown", Entries.type(DataTypes.StringType), false);

  static final StructType TYPE =
      new StructType()
          .add(WORST, DataTypes.IntegerType, false)
          .add("first", DataTypes.StringType, true)
          .add("said", DataTypes.createArrayType(SAID, false), false);

  /**
   * A rule that does not hold.
   *
   * @param cells cells of all rows it is about; null when it is about this row alone
   * @param shown values for its sentence, beside those of the row
   */
  record Said(int check, @Nullable String cells, Map<String, String> shown) {}

  private int worst;
  private @Nullable String first;
  private final List<Said> said = new ArrayList<>();

  Verdict(int worst) {
    this.worst = worst;
  }

  int worst() {
    return worst;
  }

  /** Raises the worst that is said. */
  void raise(int rank) {
    worst = Math.max(worst, rank);
  }

  /** Tells where the first row with the same keys stands; empty when that is this row. */
  void first(String cell) {
    first = cell;
  }

  void say(Said one) {
    said.add(one);
  }

  Row row() {
    return RowFactory.create(
        worst,
        first,
        said.stream()
            .map(one -> RowFactory.create(one.check(), one.cells(), Entries.of(one.shown())))
            .toArray());
  }
}
