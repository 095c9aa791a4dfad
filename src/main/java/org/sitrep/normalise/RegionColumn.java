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
  @Override
  public void read(RowDraft draft) {
    String sender = table.submission().sender();
    int place = bound == null ? 0 : bound.place();
    String region = region(draft);
    if (region == null) {
      boolean told = draft.problems.stream().anyMatch(p -> p.code().name().startsWith("REGION_"));
      if (!told) {
        draft.problems.add(
            Problem.of(
                FindingCode.CELL_EMPTY_REQUIRED,
                draft.row.number(),
                place,
                null,
                Map.of("column", bound == null ? "region" : bound.heading())));
      }
      return;
    }
    if (sender != null && !sender.equals(region)) {
      Cell cell = bound == null ? null : draft.row.at(place);
      Registers registers = table.knowledge().registers();
      draft.problems.add(
          Problem.of(
              FindingCode.REGION_NOT_SENDER,
              draft.row.number(),
              place,
              cell == null ? null : cell.text(),
              Map.of(
                  "region", registers.regionName(region),
                  "sender", registers.regionName(sender))));
    }
    draft.texts.put("region", region);
  }

  private @Nullable String region(RowDraft draft) {
    for (String source : table.form().spec().regionFrom()) {
      if (source.equals("column") && bound != null) {
        Cell cell = keyCells.of(bound, draft.row);
        if (cell != null && !table.knowledge().isNothing(cell.text())) {
          return named(bound, cell, draft);
        }
      } else if (source.equals("title") && table.titleRegion() != null) {
        return table.titleRegion();
      } else if (source.equals("folder") && table.submission().sender() != null) {
        return table.submission().sender();
      }
    }
    return null;
  }

  private @Nullable String named(Header.Bound column, Cell cell, RowDraft draft) {
    Knowledge knowledge = table.knowledge();
    LocalDate day = draft.date == null ? knowledge.reportDate() : draft.date;
    Registers.RegionMatch match =
        knowledge.registers().region(cell.text(), day, table.submission().sender());
    String names = match.names().isEmpty() ? "–" : String.join(", ", match.names());
    switch (match.outcome()) {
      case FOUND -> {
        if (match.lookalike() && KeyCells.isOwn(cell, column, draft.row)) {
          draft.wrong(FindingCode.CELL_LOOKALIKE_LETTERS, column, cell, Map.of());
        }
      }
      case UNKNOWN ->
          draft.wrong(FindingCode.REGION_UNKNOWN, column, cell, Map.of("nearest", names));
      case AMBIGUOUS ->
          draft.wrong(FindingCode.REGION_AMBIGUOUS, column, cell, Map.of("candidates", names));
      case NOT_VALID_THEN ->
          draft.wrong(
              FindingCode.REGION_NOT_VALID_THEN,
              column,
              cell,
              Map.of("region", names, "date", day.toString()));
    }
    return match.code();
  }
}
