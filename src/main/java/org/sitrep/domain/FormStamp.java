package org.sitrep.domain;

/**
 * What a blank form says about itself on a sheet nobody sees: names in the first column, values in
 * the second. A file that carries it is known to come from an issued blank, and from which one.
 */
public final class FormStamp {
  /**
   * Name of the hidden sheet; Sitrep's own, so it is neither read as a table nor told as hidden.
   */
  public static final String SHEET = "_sitrep";

  /** Key of the form. */
  public static final String FORM = "form";

  /** Version of the form that was issued. */
  public static final String VERSION = "version";

  /** Language of the headings. */
  public static final String LANGUAGE = "language";

  /** Code of the region it was issued for; absent when for all. */
  public static final String REGION = "region";

  /** Day it was issued for, as 2021-02-15. */
  public static final String DATE = "date";

  /** Version of the configuration it was made from. */
  public static final String CONF = "conf";

  private FormStamp() {}
}
