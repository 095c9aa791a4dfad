package org.sitrep.form;

import java.util.List;

/**
 * What a cell may be chosen from.
 *
 * @param name under which the workbook knows it
 * @param values in the order they are offered
 * @param register whether they are names of a register; words that stand for codes are not
 */
record DropDown(String name, List<String> values, boolean register) {}
