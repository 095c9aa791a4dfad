package org.sitrep.normalise;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a table, recognised as one of the country's forms.
 *
 * @param form the form it fits best
 * @param firstRow place of its first row among the rows given, from 0
 * @param lastRow place of its last row among the rows given
 * @param columns columns of the form that were found, by place in the sheet
 * @param missing columns of the form that were not
 * @param unknown headings no column of the form knows
 * @param language language of most headings; null when no language leads
 */
record Header(
    Form form,
    int firstRow,
    int lastRow,
    List<Bound> columns,
    List<Form.Column> missing,
    List<Heading> unknown,
    @Nullable String language) {

  /**
   * A column of the form at its place in the sheet.
   *
   * @param row row number of its heading
   * @param values the caption that is a value of each dimension of a wide column
   * @param unit what its values are multiplied by, as its heading says
   */
  record Bound(
      Form.Column column,
      int place,
      String heading,
      int row,
      Map<String, Caption> values,
      double unit) {}

  /** A heading as it stands in the sheet. */
  record Heading(int row, int place, String text) {}

  /** Whether every column that makes a sheet this form was found. */
  boolean complete() {
    return missing.stream().noneMatch(c -> c.spec().header());
  }

  /** Whether it says the same of the same columns. */
  boolean repeats(Header other) {
    if (form != other.form || columns.size() != other.columns.size()) {
      return false;
    }
    for (int i = 0; i < columns.size(); i++) {
      Bound one = columns.get(i);
      Bound two = other.columns.get(i);
      if (one.column() != two.column()
          || one.place() != two.place()
          || !one.values().equals(two.values())) {
        return false;
      }
    }
    return true;
  }
}
