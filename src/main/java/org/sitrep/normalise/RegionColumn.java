package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;

/**
 * The region of each row, from where the form says that it stands.
 *
 * @param bound null when no column tells the region
 */
record RegionColumn(Table table, Header.@Nullable Bound bound, KeyCells keyCells)
    implements ColumnReader {
  static final String REGION = "region";

  @Override
  public void read(RowDraft draft) {
    String sender = table.submission().sender();
    int place = bound == null ? 0 : bound.place();
    String heading = draft.texts.get(REGION);
    String region = heading == null ? region(draft) : heading;
    if (region == null) {
      if (!isTold(draft)) {
        draft.problems.add(
            Problem.of(
                FindingCode.CELL_EMPTY_REQUIRED,
                draft.row.number(),
                place,
                null,
                Map.of("column", heading())));
      }
      return;
    }
    if (sender != null && !sender.equals(region)) {
      Cell cell = bound == null ? null : draft.row.at(place);
      draft.problems.add(
          Problem.of(
              FindingCode.REGION_NOT_SENDER,
              draft.row.number(),
              place,
              cell == null ? null : cell.text(),
              Map.of("region", region, "sender", sender)));
    }
    draft.texts.put(REGION, region);
  }

  /** As it stands in the sheet, or else as a blank form prints it. */
  private String heading() {
    return bound != null
        ? bound.heading()
        : table.form().spec().columns().stream()
            .filter(column -> column.type().equals(REGION))
            .findFirst()
            .map(column -> column.shown(table.language()))
            .orElse(REGION);
  }

  private static boolean isTold(RowDraft draft) {
    for (Problem problem : draft.problems) {
      if (problem.code().name().startsWith("REGION_")) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String region(RowDraft draft) {
    for (String source : table.form().spec().regionFrom()) {
      String region = null;
      switch (source) {
        case "column" -> {
          Cell cell = bound == null ? null : keyCells.of(bound, draft.row);
          if (bound != null && cell != null && !table.words().isNothing(cell.text())) {
            return named(bound, cell, draft);
          }
        }
        case "folder" -> region = table.submission().sender();
        case "nation" -> region = table.knowledge().nation();
        default -> region = table.regions().get(source);
      }
      if (region != null) {
        return region;
      }
    }
    return null;
  }

  private @Nullable String named(Header.Bound column, Cell cell, RowDraft draft) {
    Knowledge knowledge = table.knowledge();
    LocalDate day = draft.date == null ? knowledge.reportDate() : draft.date;
    Registers.RegionMatch match =
        knowledge.registers().region(cell.text(), day, table.submission().sender());
    if (match.outcome() != Registers.Outcome.FOUND) {
      draft.problems.add(
          problem(match, day, draft.row.number(), column.place(), column.heading(), cell.text()));
    } else if (match.lookalike() && KeyCells.isOwn(cell, column, draft.row)) {
      draft.wrong(FindingCode.CELL_LOOKALIKE_LETTERS, column, cell, Map.of());
    }
    return match.code();
  }

  /** What to tell of a name that is not one region. */
  static Problem problem(
      Registers.RegionMatch match, LocalDate day, int row, int place, String column, String raw) {
    String names = match.names().isEmpty() ? "–" : String.join(CodeNames.BETWEEN, match.names());
    FindingCode code =
        switch (match.outcome()) {
          case AMBIGUOUS -> FindingCode.REGION_AMBIGUOUS;
          case NOT_VALID_THEN -> FindingCode.REGION_NOT_VALID_THEN;
          default -> FindingCode.REGION_UNKNOWN;
        };
    return Problem.of(
        code,
        row,
        place,
        raw,
        Map.of(
            "column", column,
            "raw", org.sitrep.config.Spelling.trimmed(raw),
            "nearest", names,
            "candidates", names,
            "region", names,
            "date", day.toString()));
  }
}
