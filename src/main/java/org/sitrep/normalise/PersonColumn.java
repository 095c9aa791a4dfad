package org.sitrep.normalise;

import java.util.Map;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.PersonToken;
import org.sitrep.domain.Severity;

/** A column with the identifier of a person, which the first pass turned into a token. */
record PersonColumn(Table table, Header.Bound bound) implements ColumnReader {
  @Override
  public void read(RowDraft draft) {
    Cell cell = draft.row.at(bound.place());
    if (cell == null
        || table.words().isNothing(cell.text())
        || (cell.isText() && table.words().isZero(cell.text()))) {
      missing(draft);
      return;
    }
    if (!draft.readable(bound, cell)) {
      return;
    }
    PersonToken token = PersonToken.of(cell.text());
    if (token == null) {
      // what the first pass let through below this heading is a number of a row or a word
      tell(draft, FindingCode.PERSON_LENGTH);
      return;
    }
    switch (token.standing()) {
      case OK -> {}
      case RESTORED -> tell(draft, FindingCode.PERSON_ZEROS_RESTORED);
      case ROUNDED -> tell(draft, FindingCode.PERSON_ROUNDED);
      case LENGTH -> tell(draft, FindingCode.PERSON_LENGTH);
      case BIRTH_DATE, CENTURY -> tell(draft, FindingCode.PERSON_BIRTH_DATE);
      case CHECK_DIGIT -> tell(draft, FindingCode.PERSON_CHECK_DIGIT);
    }
    draft.person = token;
  }

  /** A row without a person counts where the form does not insist, but nobody can compare it. */
  private void missing(RowDraft draft) {
    Problem problem =
        Problem.of(
            FindingCode.PERSON_MISSING,
            draft.row.number(),
            bound.place(),
            null,
            Map.of("column", bound.heading()));
    draft.problems.add(bound.column().spec().required() ? problem : problem.with(Severity.WARN));
  }

  /** Tells something about the identifier without telling the identifier. */
  private void tell(RowDraft draft, FindingCode code) {
    draft.problems.add(
        Problem.of(
            code,
            draft.row.number(),
            bound.place(),
            null,
            Map.of("column", bound.heading(), "digits", table.knowledge().identifierDigits())));
  }
}
