package org.sitrep.form;

import java.util.Objects;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.DataValidationConstraint.OperatorType;
import org.apache.poi.ss.usermodel.DataValidationConstraint.ValidationType;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFDataValidationConstraint;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** Puts checks on cells: what a workbook program tells while somebody types. */
final class CellChecks {
  /** Characters a workbook shows of a title. */
  static final int TITLE = 32;

  private static final int TEXT = 255;

  private final XSSFSheet sheet;

  CellChecks(XSSFSheet sheet) {
    this.sheet = sheet;
  }

  /** Checks the cells of a column from row to row, both from 0. */
  void add(Check check, int first, int last, int column, String title) {
    DataValidationHelper helper = sheet.getDataValidationHelper();
    DataValidation validation =
        helper.createValidation(
            constraint(helper, check), new CellRangeAddressList(first, last, column, column));
    if (validation == null || check.equals(Check.NONE)) {
      return;
    }
    validation.setEmptyCellAllowed(true);
    if (check.error() != null) {
      validation.createErrorBox(cut(title, TITLE), cut(check.error(), TEXT));
      validation.setShowErrorBox(true);
      validation.setErrorStyle(
          check.stops() ? DataValidation.ErrorStyle.STOP : DataValidation.ErrorStyle.WARNING);
    }
    if (check.prompt() != null) {
      validation.createPromptBox(cut(title, TITLE), cut(check.prompt(), TEXT));
      validation.setShowPromptBox(true);
    }
    sheet.addValidationData(validation);
  }

  private static DataValidationConstraint constraint(DataValidationHelper helper, Check check) {
    return switch (check.kind()) {
      case WHOLE ->
          helper.createIntegerConstraint(OperatorType.BETWEEN, check.least(), check.most());
      case DECIMAL ->
          helper.createDecimalConstraint(OperatorType.BETWEEN, check.least(), check.most());
      case DATE ->
          helper.createDateConstraint(
              OperatorType.BETWEEN, "=" + check.least(), "=" + check.most(), null);
      case LENGTH ->
          helper.createTextLengthConstraint(OperatorType.BETWEEN, check.least(), check.most());
      case LIST -> helper.createFormulaListConstraint(Objects.requireNonNull(check.list()).name());
      case ANY -> new XSSFDataValidationConstraint(ValidationType.ANY, "");
    };
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
