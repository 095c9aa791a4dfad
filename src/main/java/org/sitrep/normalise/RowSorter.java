package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Spelling;

/** Tells the data rows of a table from totals, numbering rows, notes and signatures. */
final class RowSorter {
  private final Knowledge knowledge;
  private final Header header;
  private final int firstValue;
  private boolean firstBelowHeader = true;

  /** What a row below a header is. */
  enum Kind {
    DATA,
    TOTAL,
    NEITHER
  }

  RowSorter(Table table) {
    knowledge = table.knowledge();
    header = table.header();
    firstValue =
        header.columns().stream()
            .filter(b -> b.column().isValue())
            .mapToInt(Header.Bound::place)
            .min()
            .orElse(Integer.MAX_VALUE);
  }

  /** What the next row is. */
  Kind kind(SheetRow row) {
    boolean numbering = firstBelowHeader && isNumbering(row);
    firstBelowHeader = false;
    if (numbering || knowledge.isSignature(firstText(row)) || repeatsHeader(row)) {
      return Kind.NEITHER;
    }
    List<Cell> leading = leadingTexts(row);
    for (Cell cell : leading) {
      if (knowledge.isOfWhich(cell.text())) {
        return Kind.NEITHER;
      }
    }
    for (Cell cell : leading) {
      if (knowledge.isTotal(cell.text()) && !known(columnAt(cell.column()), cell)) {
        return Kind.TOTAL;
      }
    }
    return isData(row) ? Kind.DATA : Kind.NEITHER;
  }

  private static @Nullable String firstText(SheetRow row) {
    for (Cell cell : row.cells()) {
      if (cell.isText() && !cell.isBlank()) {
        return cell.text();
      }
    }
    return null;
  }

  /** Numbers 1 2 3 … (perhaps letters before them) that name the columns for people. */
  private static boolean isNumbering(SheetRow row) {
    int next = 0;
    int numbers = 0;
    for (Cell cell : row.cells()) {
      String text = Spelling.trimmed(cell.text());
      if (text.length() == 1 && Character.isLetter(text.charAt(0)) && numbers == 0) {
        continue;
      }
      double value = cell.type() == 'n' ? cell.number() : Numbers.of(text);
      if (Double.isNaN(value) || (numbers > 0 && value != next) || (numbers == 0 && value > 2)) {
        return false;
      }
      numbers++;
      next = (int) value + 1;
    }
    return numbers >= 2;
  }

  private Form.@Nullable Column columnAt(int place) {
    for (Header.Bound bound : header.columns()) {
      if (bound.place() == place) {
        return bound.column();
      }
    }
    return null;
  }

  private boolean repeatsHeader(SheetRow row) {
    int headings = 0;
    for (Cell cell : row.cells()) {
      Form.Column column = columnAt(cell.column());
      if (column != null && column.isValue() && !cell.isBlank()) {
        if (!cell.isText() || column.fit(List.of(knowledge.spelling().heading(cell.text()))) == 0) {
          return false;
        }
        headings++;
      }
    }
    return headings > 0;
  }

  /** Texts before the first column of numbers: where names, totals and notes stand. */
  private List<Cell> leadingTexts(SheetRow row) {
    List<Cell> out = new ArrayList<>();
    for (Cell cell : row.cells()) {
      if (cell.isText() && !cell.isBlank() && cell.column() < firstValue) {
        out.add(cell);
      }
    }
    return out;
  }

  private boolean known(Form.@Nullable Column column, Cell cell) {
    if (column == null) {
      return false;
    }
    Registers registers = knowledge.registers();
    return switch (column.spec().type()) {
      case "region" -> registers.knowsRegion(cell.text());
      case "district" -> registers.knowsDistrict(cell.text()) || registers.knowsRegion(cell.text());
      case "product" -> registers.products().knows(cell.text());
      case "priority-group" -> registers.groups().knows(cell.text());
      default -> false;
    };
  }

  /** A row counts as data when it has a number, or a name the registers know; else it is a note. */
  private boolean isData(SheetRow row) {
    int values = 0;
    int filled = 0;
    for (Header.Bound bound : header.columns()) {
      Cell cell = row.at(bound.place());
      boolean value = bound.column().isValue();
      values += value ? 1 : 0;
      if (cell == null || cell.isBlank()) {
        continue;
      }
      if (known(bound.column(), cell)) {
        return true;
      }
      if (value) {
        filled++;
        if (!cell.isText()
            || !Double.isNaN(Numbers.of(cell.text()))
            || knowledge.isZero(cell.text())
            || knowledge.isNothing(cell.text())) {
          return true;
        }
      }
    }
    return filled > 0 && filled * 2 >= values;
  }
}
