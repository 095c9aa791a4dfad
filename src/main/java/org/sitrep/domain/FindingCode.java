package org.sitrep.domain;

/**
 * Sitrep's own finding codes. A code is stable for life: it may be retired (stays here, commented),
 * never reused. Its sentence stands in {@code findings_<lang>.properties} under its name. Codes of
 * rules in {@code conf/} live beside these and must not clash with them.
 */
public enum FindingCode {
  // ingest: the file
  FILE_EMPTY(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_TYPE_UNKNOWN(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_ENCRYPTED(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_DAMAGED(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_TOO_BIG(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_TOO_MANY_CELLS(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_SUSPICIOUS(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_XLSB(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_STRICT_OOXML(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_HTML(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_RTF(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_XML_2003(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_WITHOUT_SHEETS(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FILE_LOCK(Severity.INFO, Scope.FILE, Actor.SENDER),
  FILE_NOT_READABLE(Severity.REJECT, Scope.FILE, Actor.OFFICE),
  FILE_TYPE_MISNAMED(Severity.WARN, Scope.FILE, Actor.SENDER),
  FILE_ALREADY_RECEIVED(Severity.INFO, Scope.FILE, Actor.SENDER),
  PERSONS_SEALED(Severity.INFO, Scope.FILE, Actor.SENDER),
  LETTERS_LOST(Severity.WARN, Scope.FILE, Actor.SENDER),
  SHEET_HIDDEN(Severity.INFO, Scope.SHEET, Actor.SENDER),
  ROW_LIMIT_REACHED(Severity.WARN, Scope.SHEET, Actor.SENDER),
  // normalise: the form
  FORM_UNKNOWN(Severity.REJECT, Scope.FILE, Actor.SENDER),
  FORM_COLUMN_MISSING(Severity.REJECT, Scope.SHEET, Actor.SENDER),
  FORM_HEADING_UNKNOWN(Severity.INFO, Scope.CELL, Actor.SENDER),
  HEADING_VALUE_UNKNOWN(Severity.WARN, Scope.CELL, Actor.SENDER),
  FORM_EMPTY(Severity.REJECT, Scope.SHEET, Actor.SENDER),
  FORM_VERSION_OLD(Severity.WARN, Scope.SHEET, Actor.SENDER),
  FORM_DATE_MISSING(Severity.REJECT, Scope.SHEET, Actor.SENDER),
  FORM_DATE_CONFLICT(Severity.HOLD, Scope.SHEET, Actor.SENDER),
  SHEET_HIDDEN_READ(Severity.INFO, Scope.SHEET, Actor.SENDER),
  ROWS_HIDDEN_READ(Severity.INFO, Scope.SHEET, Actor.SENDER),
  ROWS_HIDDEN_LEFT_OUT(Severity.INFO, Scope.SHEET, Actor.SENDER),
  ROWS_FILTERED(Severity.INFO, Scope.SHEET, Actor.SENDER),
  // normalise: the row and the cell
  CELL_EMPTY(Severity.WARN, Scope.CELL, Actor.SENDER),
  CELL_EMPTY_REQUIRED(Severity.REJECT, Scope.CELL, Actor.SENDER),
  CELL_NOT_A_NUMBER(Severity.REJECT, Scope.CELL, Actor.SENDER),
  CELL_NOT_WHOLE(Severity.REJECT, Scope.CELL, Actor.SENDER),
  CELL_NOT_AS_DECLARED(Severity.REJECT, Scope.CELL, Actor.SENDER),
  CELL_DIGITS_LOST(Severity.WARN, Scope.CELL, Actor.SENDER),
  CELL_NEGATIVE(Severity.WARN, Scope.CELL, Actor.SENDER),
  CELL_NOT_A_DATE(Severity.REJECT, Scope.CELL, Actor.SENDER),
  CELL_DATE_AS_TEXT(Severity.INFO, Scope.CELL, Actor.SENDER),
  CELL_DATE_IMPLAUSIBLE(Severity.REJECT, Scope.CELL, Actor.SENDER),
  CELL_ERROR_VALUE(Severity.REJECT, Scope.CELL, Actor.SENDER),
  CELL_FORMULA_NOT_CALCULATED(Severity.REJECT, Scope.CELL, Actor.SENDER),
  CELL_WORD_UNKNOWN(Severity.REJECT, Scope.CELL, Actor.SENDER),
  CELL_NOT_A_CHOICE(Severity.REJECT, Scope.CELL, Actor.SENDER),
  CELL_LOOKALIKE_LETTERS(Severity.INFO, Scope.CELL, Actor.SENDER),
  REGION_UNKNOWN(Severity.HOLD, Scope.CELL, Actor.SENDER),
  REGION_AMBIGUOUS(Severity.HOLD, Scope.CELL, Actor.SENDER),
  REGION_NOT_VALID_THEN(Severity.HOLD, Scope.CELL, Actor.SENDER),
  REGION_NOT_SENDER(Severity.HOLD, Scope.CELL, Actor.SENDER),
  ROW_EMPTY(Severity.WARN, Scope.ROW, Actor.SENDER),
  ROW_DUPLICATE(Severity.REJECT, Scope.ROW, Actor.SENDER),
  CORRECTION_APPLIED(Severity.INFO, Scope.CELL, Actor.SENDER),
  CORRECTION_STALE(Severity.HOLD, Scope.CELL, Actor.OFFICE),
  CORRECTION_NOT_NEEDED(Severity.WARN, Scope.CELL, Actor.OFFICE),
  // normalise: persons
  PERSON_MISSING(Severity.REJECT, Scope.CELL, Actor.SENDER),
  PERSON_LENGTH(Severity.REJECT, Scope.CELL, Actor.SENDER),
  PERSON_ROUNDED(Severity.REJECT, Scope.CELL, Actor.SENDER),
  PERSON_BIRTH_DATE(Severity.REJECT, Scope.CELL, Actor.SENDER),
  PERSON_CHECK_DIGIT(Severity.REJECT, Scope.CELL, Actor.SENDER),
  PERSON_ZEROS_RESTORED(Severity.INFO, Scope.CELL, Actor.SENDER),
  PERSON_AGE_IMPOSSIBLE(Severity.REJECT, Scope.CELL, Actor.SENDER),
  PERSON_AGE_DISAGREES(Severity.WARN, Scope.CELL, Actor.SENDER),
  PERSON_SEX_DISAGREES(Severity.WARN, Scope.CELL, Actor.SENDER),
  PERSON_BORN_AFTER_EVENT(Severity.REJECT, Scope.CELL, Actor.SENDER),
  PERSON_TWICE(Severity.REJECT, Scope.ROW, Actor.SENDER),
  EVENT_BEFORE_START(Severity.REJECT, Scope.CELL, Actor.SENDER),
  DOSE_OUT_OF_ORDER(Severity.REJECT, Scope.ROW, Actor.SENDER),
  DOSE_TOO_EARLY(Severity.WARN, Scope.ROW, Actor.SENDER),
  TOTAL_DIFFERS(Severity.WARN, Scope.CELL, Actor.SENDER),
  DATE_IN_FUTURE(Severity.REJECT, Scope.ROW, Actor.SENDER),
  SUBMISSION_SUPERSEDES(Severity.INFO, Scope.FILE, Actor.OFFICE),
  SUBMISSION_OUTDATED(Severity.WARN, Scope.FILE, Actor.SENDER),
  SUBMISSION_REPEATS(Severity.INFO, Scope.FILE, Actor.SENDER),
  SUBMISSION_SHORTER(Severity.WARN, Scope.FILE, Actor.SENDER),
  // aggregate: the night
  FORM_NOT_RECEIVED(Severity.WARN, Scope.NIGHT, Actor.SENDER),
  FORM_RECEIVED_LATE(Severity.INFO, Scope.FILE, Actor.SENDER),
  FORM_MISSING_SINCE(Severity.WARN, Scope.NIGHT, Actor.OFFICE),
  VOLUME_UNUSUAL(Severity.WARN, Scope.FILE, Actor.SENDER),
  IDENTITY_BROKEN(Severity.HOLD, Scope.NIGHT, Actor.OFFICE),
  FIGURE_JUMPED(Severity.WARN, Scope.NIGHT, Actor.OFFICE),
  REGION_IDENTITY_BROKEN(Severity.WARN, Scope.NIGHT, Actor.SENDER),
  CUMULATIVE_DISAGREES(Severity.WARN, Scope.NIGHT, Actor.OFFICE),
  CUMULATIVE_FALLS(Severity.WARN, Scope.NIGHT, Actor.OFFICE),
  STOCK_DISAGREES(Severity.WARN, Scope.NIGHT, Actor.OFFICE),
  CONTROL_DIFFERS(Severity.WARN, Scope.NIGHT, Actor.OFFICE),
  LINE_LIST_DIFFERS(Severity.WARN, Scope.NIGHT, Actor.SENDER);

  private final Severity severity;
  private final Scope scope;
  private final Actor actor;

  FindingCode(Severity severity, Scope scope, Actor actor) {
    this.severity = severity;
    this.scope = scope;
    this.actor = actor;
  }

  public Severity severity() {
    return severity;
  }

  public Scope scope() {
    return scope;
  }

  public Actor actor() {
    return actor;
  }
}
