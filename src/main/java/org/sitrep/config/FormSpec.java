package org.sitrep.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.EventKind;

/**
 * {@code forms/*.yml}: what a region fills in and how it is recognised, by its headings, never by
 * the file name.
 *
 * @param key word in tables and on the command line
 * @param version tells layouts of one form apart
 * @param period day or week; a week is filed under its last day
 * @param covers day, or series when every file holds the history so far
 * @param control whether its values are compared with what the other forms tell, and never counted
 * @param sheets which sheets of a workbook it may stand in
 * @param readsHiddenRows whether hidden and filtered rows count
 * @param headerWithin the header starts in one of the first so many non-empty rows of a sheet
 * @param headerRowsMax 1 to 4
 * @param dateFrom where the date stands, tried in order
 * @param dateFormats declared formats of dates written as text; never guessed
 * @param regionFrom where the region stands: column, title, sheet-name, file-name, folder, nation;
 *     tried in order
 * @param keys keys of the columns that together name a row; a second row with the same is a
 *     duplicate
 * @param words words of its own beside those of the country
 * @param numbers how numbers are written as text
 * @param units words in headings that multiply
 * @param dropRows rows that are left out, counted and told
 * @param columns columns, those under captions once for every caption
 * @param event what a row tells of a person; null when the form counts
 */
public record FormSpec(
    String key,
    String version,
    Text title,
    Validity validity,
    String period,
    String covers,
    boolean control,
    Sheets sheets,
    boolean readsHiddenRows,
    int headerWithin,
    int headerRowsMax,
    List<DateSource> dateFrom,
    List<DatePattern> dateFormats,
    List<String> regionFrom,
    List<String> keys,
    OwnWords words,
    NumberStyle numbers,
    List<Unit> units,
    List<DropRows> dropRows,
    List<ColumnSpec> columns,
    @Nullable EventSpec event)
    implements Serializable {

  /** Whether every file holds the history so far. */
  public boolean isSeries() {
    return covers.equals("series");
  }

  /** Whether its rows are persons: each of them is an event, and none has a value. */
  public boolean isLineList() {
    return event != null;
  }

  /**
   * What each row of a line list tells of one person.
   *
   * @param date key of the column with the date of the event
   * @param dimensions dimension to value for every row, such as stream to U07.1
   */
  public record EventSpec(EventKind kind, String date, Map<String, String> dimensions)
      implements Serializable {}

  /** Columns as rules know them: a column of composite cells stands for its parts. */
  public List<ColumnSpec> fields() {
    List<ColumnSpec> out = new ArrayList<>();
    for (ColumnSpec column : columns) {
      if (column.parts().isEmpty()) {
        out.add(column);
      } else {
        out.addAll(column.parts());
      }
    }
    return out;
  }

  /** Whether it has room for the sender's own words. */
  public boolean takesNotes() {
    return columns.stream().anyMatch(column -> column.type().equals("note"));
  }

  /** Measures its values become. */
  public Set<String> measures() {
    Set<String> out = new HashSet<>();
    for (ColumnSpec column : fields()) {
      if (column.measure() != null) {
        out.add(column.measure());
      }
      column.measures().forEach(word -> out.add(word.measure()));
    }
    return out;
  }

  /**
   * Which sheets of a workbook a form may stand in, by name; {@code *} stands for any letters.
   *
   * @param only empty when any may
   * @param not sheets that never do
   * @param hidden whether hidden ones are read
   */
  public record Sheets(List<String> only, List<String> not, boolean hidden)
      implements Serializable {

    /** Whether the form may stand in a sheet. */
    public boolean takes(String name, boolean isHidden) {
      return (!isHidden || hidden)
          && (only.isEmpty() || NamePattern.matches(only, name))
          && !NamePattern.matches(not, name);
    }
  }

  /**
   * A place where the date of a table may stand.
   *
   * @param from title, sheet-name, file-name, other-sheet or column
   * @param sheets names of the other sheets, {@code *} for any letters; empty for all
   * @param after words one of which stands right before the date; empty when any date will do
   * @param days days from the date told to the day the figures describe
   */
  public record DateSource(String from, List<String> sheets, List<String> after, int days)
      implements Serializable {

    /** Whether the date may stand in another sheet of a name. */
    public boolean takes(String sheet) {
      return sheets.isEmpty() || NamePattern.matches(sheets, sheet);
    }
  }

  /** Words of a form beside those of {@code words.yml}, with the same meaning. */
  public record OwnWords(
      List<String> totals,
      List<String> ofWhich,
      List<String> zero,
      List<String> nothing,
      List<String> signatures)
      implements Serializable {}

  /** A unit in a heading: language code to its spellings, and what values are multiplied by. */
  public record Unit(Map<String, List<String>> words, double multiplyBy) implements Serializable {}

  /**
   * Rows to leave out.
   *
   * @param column key of the column that is looked at
   * @param words cell texts, compared as names are
   */
  public record DropRows(String column, List<String> words) implements Serializable {}

  /**
   * A column of a form.
   *
   * @param type region, district, date, product, priority-group, count, decimal, percent, text,
   *     note (why a figure is as it is, in the sender's words), person (an identifier, which
   *     becomes a pseudonym), personal (a name and the like, which is dropped), birth-date, age,
   *     sex, dose, stream, facility, measure-word, composite, total, ignore
   * @param required a row without it is rejected
   * @param header the sheet is not this form when no heading fits
   * @param mayBeAbsent nothing is told when no heading fits
   * @param heading how it is recognised
   * @param measure measure its values become; null when it is not a value, or when a word of the
   *     row tells it
   * @param dimensions dimension to value, such as stream to U07.1
   * @param fillDown an empty cell repeats the one above (merged cells do so anyway)
   * @param emptyIs nothing (told as a finding), allowed (not told) or zero
   * @param negative allowed, warn or reject
   * @param addsUp whether its totals are the sum of its values; false for a rate
   * @param cells how its cells are read
   * @param patterns how composite cells are written, tried in order
   * @param parts the values of a composite cell, as columns of their own
   * @param measures what the words of a measure-word column mean
   * @param totalOf keys of the columns whose values in the row it adds up
   * @param codes code to language to the spellings of it in the cells, for types sex, dose and
   *     stream; a blank form offers the first spelling of its language
   */
  public record ColumnSpec(
      String key,
      String type,
      boolean required,
      boolean header,
      boolean mayBeAbsent,
      Heading heading,
      @Nullable String measure,
      Map<String, String> dimensions,
      boolean fillDown,
      String emptyIs,
      String negative,
      boolean addsUp,
      Cells cells,
      List<CellPattern> patterns,
      List<ColumnSpec> parts,
      List<MeasureWord> measures,
      List<String> totalOf,
      Map<String, Map<String, List<String>>> codes)
      implements Serializable {

    /** Under which name its code is kept, whatever its key is called. */
    public String dimension() {
      return switch (type) {
        case "region", "district", "product" -> type;
        case "priority-group" -> "priority_group";
        default -> key;
      };
    }

    /** Whether its cells hold one number each. */
    public boolean isNumber() {
      return type.equals("count") || type.equals("decimal") || type.equals("percent");
    }

    /** Spellings of its own heading; a blank form prints the first. */
    public Map<String, List<String>> words() {
      return heading.words();
    }

    /** Stands between the cells of a heading. */
    public static final String BETWEEN = " / ";

    /** The heading a blank form prints in a language, the captions above it first. */
    public String shown(String language) {
      List<String> out = new ArrayList<>();
      heading.captions().forEach(caption -> first(caption, language).ifPresent(out::add));
      first(heading.words(), language).ifPresent(out::add);
      return out.isEmpty() ? key : String.join(BETWEEN, out);
    }

    private static Optional<String> first(Map<String, List<String>> byLanguage, String language) {
      List<String> texts = byLanguage.getOrDefault(language, List.of());
      for (List<String> others : byLanguage.values()) {
        texts = texts.isEmpty() ? others : texts;
      }
      return texts.stream().findFirst();
    }

    /** Spellings of the caption nearest above it; empty when it has none. */
    public Map<String, List<String>> group() {
      List<Map<String, List<String>>> captions = heading.captions();
      return captions.isEmpty() ? Map.of() : captions.get(captions.size() - 1);
    }

    ColumnSpec totalOf(List<String> keys) {
      return new ColumnSpec(
          key,
          type,
          required,
          header,
          mayBeAbsent,
          heading,
          measure,
          dimensions,
          fillDown,
          emptyIs,
          negative,
          addsUp,
          cells,
          patterns,
          parts,
          measures,
          keys,
          codes);
    }

    /** Whether it stands for every heading that reads as a value of a dimension. */
    public boolean isWide() {
      return !heading.values().isEmpty();
    }
  }

  /**
   * The headings of a column: all of them stand above it, in any order or in one cell together.
   *
   * @param captions captions above its own heading, the top one first: language code to spellings
   * @param words language code to spellings of its own heading; empty when it has none. A spelling
   *     with {@code " / "} between its parts is a heading of several cells
   * @param values dimensions whose values are headings: date, region, product, priority-group
   */
  public record Heading(
      List<Map<String, List<String>>> captions,
      Map<String, List<String>> words,
      List<String> values)
      implements Serializable {}

  /**
   * How the cells of a column are read.
   *
   * @param multiplyBy a number is multiplied by this
   * @param percentOf what a hundred per cent is written as, 100 or 1
   * @param width a text of digits is filled up with zeros to so many; 0 when it is not
   * @param serials what day numbers are counted from, 1900 or 1904; 0 when a number is no date
   */
  public record Cells(double multiplyBy, int percentOf, int width, int serials)
      implements Serializable {}

  /** Words of a row and the measure its values become. */
  public record MeasureWord(
      Map<String, List<String>> words, String measure, Map<String, String> dimensions)
      implements Serializable {}
}
