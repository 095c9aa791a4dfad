package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Severity;

/**
 * The columns of a table whose headings name the same values: a row of the sheet says something of
 * its own in each group. A table without wide columns is one group.
 *
 * @param texts codes the headings tell: region, product, priority_group
 * @param date the day they tell; null when they tell none
 * @param floor what is wrong with the headings, for everything below; null when nothing is
 * @param columns its columns of values
 */
record RowGroup(
    Map<String, String> texts,
    @Nullable LocalDate date,
    @Nullable Severity floor,
    List<Header.Bound> columns) {

  /** The groups of a table; what is wrong with their headings is added to {@code problems}. */
  static List<RowGroup> of(Table table, List<Problem> problems) {
    Map<Object, RowGroup> out = new LinkedHashMap<>();
    for (Header.Bound bound : table.header().columns()) {
      if (!bound.column().isValue() || bound.column().spec().type().equals("total")) {
        continue;
      }
      RowGroup read = read(table, bound, problems);
      Object key = List.of(read.texts(), String.valueOf(read.date()), String.valueOf(read.floor()));
      out.computeIfAbsent(key, k -> read).columns().add(bound);
    }
    if (out.isEmpty()) {
      return List.of(new RowGroup(Map.of(), null, null, List.of()));
    }
    return List.copyOf(out.values());
  }

  private static RowGroup read(Table table, Header.Bound bound, List<Problem> problems) {
    Knowledge knowledge = table.knowledge();
    Map<String, String> texts = new HashMap<>();
    LocalDate date = null;
    Severity floor = null;
    Caption dated = bound.values().get(HeadingValues.DATE);
    if (dated != null) {
      date = HeadingValues.date(dated, table.form().dates(), table.date());
      Problem problem =
          date == null
              ? unknown(bound, dated, table.form().dates().examples(knowledge.reportDate()))
                  .with(Severity.REJECT)
              : SheetDates.problem(
                  knowledge, table.submission(), date, bound.row(), bound.place(), dated.text());
      floor = tell(problem, floor, problems);
    }
    for (Map.Entry<String, Caption> value : bound.values().entrySet()) {
      String text = value.getValue().text();
      if (value.getKey().equals(HeadingValues.REGION)) {
        LocalDate near = date == null ? table.date() : date;
        LocalDate day = near == null ? knowledge.reportDate() : near;
        Registers.RegionMatch match =
            knowledge.registers().region(text, day, table.submission().sender());
        String code = match.code();
        if (code != null) {
          texts.put(RegionColumn.REGION, code);
        } else {
          Problem problem =
              RegionColumn.problem(match, day, bound.row(), bound.place(), bound.heading(), text);
          floor = tell(problem, floor, problems);
        }
      } else if (!value.getKey().equals(HeadingValues.DATE)) {
        String code = knowledge.headingValues().code(value.getKey(), text);
        if (code != null) {
          texts.put(value.getKey().replace('-', '_'), code);
        }
      }
    }
    return new RowGroup(texts, date, floor, new ArrayList<>());
  }

  /** Whether its headings should tell the region and do not. */
  boolean lacksRegion() {
    return !columns.isEmpty()
        && columns.get(0).values().containsKey(HeadingValues.REGION)
        && !texts.containsKey(RegionColumn.REGION);
  }

  private static Problem unknown(Header.Bound bound, Caption caption, String nearest) {
    return Problem.of(
        FindingCode.HEADING_VALUE_UNKNOWN,
        bound.row(),
        bound.place(),
        caption.text(),
        Map.of("column", bound.heading(), "raw", caption.text(), "nearest", nearest));
  }

  private static @Nullable Severity tell(
      @Nullable Problem problem, @Nullable Severity floor, List<Problem> problems) {
    if (problem == null) {
      return floor;
    }
    problems.add(problem);
    return floor == null || problem.severity().compareTo(floor) > 0 ? problem.severity() : floor;
  }
}
