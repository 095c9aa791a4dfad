package org.sitrep.normalise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.CellPattern;
import org.sitrep.config.Spelling;

/** Tells the data rows of a table from totals, numbering rows, notes and signatures. */
final class RowSorter {
  /** Names repeat: what a text was found to be is remembered for so many of them. */
  private static final int REMEMBERED = 10_000;

  private final Table table;
  private final Header header;
  private final RowWords words;
  private final int firstValue;
  private final Map<Integer, Form.Column> columns = new HashMap<>();
  private final Map<String, Kind> leading = new HashMap<>();
  private final Map<String, Boolean> known = new HashMap<>();
  private final Map<String, Boolean> signed = new HashMap<>();
  private final @Nullable MeasureColumn measures;
  private boolean firstBelowHeader = true;

  /** What a row below a header is. */
  enum Kind {
    DATA,
    TOTAL,
    NEITHER
  }

  RowSorter(Table table) {
    this.table = table;
    header = table.header();
    words = table.words();
    int first = Integer.MAX_VALUE;
    MeasureColumn word = null;
    for (Header.Bound bound : header.columns()) {
      columns.put(bound.place(), bound.column());
      first = bound.column().isValue() ? Math.min(first, bound.place()) : first;
      if (bound.column().spec().type().equals("measure-word")) {
        word = new MeasureColumn(table, bound, new KeyCells());
      }
    }
    firstValue = first;
    measures = word;
  }

  /** What the next row is. */
  Kind kind(SheetRow row) {
    boolean numbering = firstBelowHeader && isNumbering(row);
    firstBelowHeader = false;
    if (numbering || isSigned(row) || repeatsHeader(row)) {
      return Kind.NEITHER;
    }
    boolean total = false;
    for (Cell cell : row.cells()) {
      // Texts before the first column of numbers and in columns of names: there stand totals,
      // notes.
      Form.Column column = columns.get(cell.column());
      boolean names = cell.column() < firstValue || (column != null && !column.isValue());
      if (names && cell.isText() && !cell.isBlank()) {
        Kind kind = leading(cell.text());
        if (kind == Kind.NEITHER) {
          return kind;
        }
        total |= kind == Kind.TOTAL && !known(column, cell);
      }
    }
    if (total) {
      return Kind.TOTAL;
    }
    return isData(row) ? Kind.DATA : Kind.NEITHER;
  }

  /**
   * What a text makes of its row: NEITHER for a line of sub-totals, TOTAL, or DATA for all else.
   */
  private Kind leading(String text) {
    Kind kind = leading.get(text);
    if (kind == null) {
      kind = words.isOfWhich(text) ? Kind.NEITHER : words.isTotal(text) ? Kind.TOTAL : Kind.DATA;
      if (leading.size() < REMEMBERED) {
        leading.put(text, kind);
      }
    }
    return kind;
  }

  private boolean isSigned(SheetRow row) {
    for (Cell cell : row.cells()) {
      if (cell.isText() && !cell.isBlank()) {
        return signed(cell.text());
      }
    }
    return false;
  }

  private boolean signed(String text) {
    Boolean found = signed.get(text);
    if (found == null) {
      found = words.isSignature(text);
      if (signed.size() < REMEMBERED) {
        signed.put(text, found);
      }
    }
    return found;
  }

  /** Numbers 1 2 3 … (perhaps letters before them) that name the columns for people. */
  private boolean isNumbering(SheetRow row) {
    int next = 0;
    int numbers = 0;
    for (Cell cell : row.cells()) {
      String text = Spelling.trimmed(cell.text());
      if (text.length() == 1 && Character.isLetter(text.charAt(0)) && numbers == 0) {
        continue;
      }
      double value = cell.type() == 'n' ? cell.number() : number(text);
      if (Double.isNaN(value) || (numbers > 0 && value != next) || (numbers == 0 && value > 2)) {
        return false;
      }
      numbers++;
      next = (int) value + 1;
    }
    return numbers >= 2;
  }

  private double number(String text) {
    return Numbers.of(text, header.form().spec().numbers());
  }

  private boolean repeatsHeader(SheetRow row) {
    int headings = 0;
    for (Cell cell : row.cells()) {
      Form.Column column = columns.get(cell.column());
      if (column != null && column.isValue() && !cell.isBlank()) {
        if (!cell.isText() || !isHeading(column, cell)) {
          return false;
        }
        headings++;
      }
    }
    return headings > 0;
  }

  private boolean isHeading(Form.Column column, Cell cell) {
    Knowledge knowledge = table.knowledge();
    String text = Spelling.trimmed(cell.text());
    Caption caption = new Caption(text, knowledge.spelling().heading(text), cell.type());
    Headings.Values values =
        (dimension, one) ->
            knowledge.headingValues().isValue(dimension, one, header.form().dates());
    return column.fit(List.of(caption), values) != null;
  }

  private boolean known(Form.@Nullable Column column, Cell cell) {
    String type = column == null ? "" : column.spec().type();
    if (type.equals("measure-word")) {
      return measures != null && measures.knows(cell.text());
    }
    boolean register =
        type.equals("region")
            || type.equals("district")
            || type.equals("product")
            || type.equals("priority-group");
    if (!register) {
      return false;
    }
    String key = type + '|' + cell.text();
    Boolean found = known.get(key);
    if (found == null) {
      found = inRegister(type, cell.text());
      if (known.size() < REMEMBERED) {
        known.put(key, found);
      }
    }
    return found;
  }

  private boolean inRegister(String type, String text) {
    Registers registers = table.knowledge().registers();
    return switch (type) {
      case "region" -> registers.knowsRegion(text);
      case "district" -> registers.knowsDistrict(text) || registers.knowsRegion(text);
      case "product" -> registers.products().knows(text);
      default -> registers.groups().knows(text);
    };
  }

  /** A row counts as data when it has a number, or a name the registers know; else it is a note. */
  private boolean isData(SheetRow row) {
    boolean named = false;
    int values = 0;
    int filled = 0;
    for (Header.Bound bound : header.columns()) {
      Cell cell = row.at(bound.place());
      boolean value = bound.column().isValue();
      values += value ? 1 : 0;
      if (cell == null || cell.isBlank()) {
        continue;
      }
      if (value) {
        filled++;
        if (holdsNumber(bound.column(), cell)) {
          return true;
        }
      } else {
        // A name behind the star of a footnote is where the footnote begins.
        named |= known(bound.column(), cell) && !Spelling.isFootnote(cell.text());
      }
    }
    return named || (filled > 0 && filled * 2 >= values);
  }

  private boolean holdsNumber(Form.Column column, Cell cell) {
    if (!cell.isText() || words.isZero(cell.text()) || words.isNothing(cell.text())) {
      return true;
    }
    for (CellPattern pattern : column.spec().patterns()) {
      if (pattern.parts(cell.text()) != null) {
        return true;
      }
    }
    return !Double.isNaN(number(cell.text()));
  }

  /**
   * Whether a row may be a heading of another table: at least two texts, and none of them a number
   * where this table has its numbers. Below a table without numbers every row is like that, so
   * there only the first after a gap may be one.
   */
  boolean mayBeHeader(SheetRow row, boolean afterGap) {
    if (firstValue == Integer.MAX_VALUE && !afterGap) {
      return false;
    }
    int texts = 0;
    for (Cell cell : row.cells()) {
      Form.Column column = columns.get(cell.column());
      boolean number = cell.type() != 's' && cell.type() != 'd';
      if (number
          || (cell.isText() && column != null && column.isValue() && isNumber(column, cell))) {
        return false;
      }
      texts += cell.isBlank() ? 0 : 1;
    }
    return texts >= 2;
  }

  private boolean isNumber(Form.Column column, Cell cell) {
    return !cell.isBlank() && holdsNumber(column, cell);
  }
}
