package org.sitrep.normalise;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.config.Persons;
import org.sitrep.config.Spelling;

/** All that parsing needs to know of the country, ready to travel to where the rows are. */
final class Knowledge implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Spelling spelling;
  private final Registers registers;
  private final Corrector corrector;
  private final List<Form> forms = new ArrayList<>();
  private final HeadingValues headingValues;
  private final HeaderSearch headers;
  private final String nation;
  private final LocalDate reportDate;
  private final LocalDate earliest;
  private final ZoneId zone;
  private final String defaultLanguage;
  private final List<String> formKeys;
  private final LocalDate campaignStart;
  private final @Nullable Persons persons;

  Knowledge(Conf conf, LocalDate reportDate) {
    spelling = new Spelling(conf.words());
    registers = new Registers(conf, spelling);
    corrector = new Corrector(conf.corrections());
    for (FormSpec form : conf.forms()) {
      forms.add(new Form(form, conf.words(), spelling));
    }
    headingValues = new HeadingValues(registers);
    headers = new HeaderSearch(forms, spelling, headingValues);
    nation = conf.country().code();
    this.reportDate = reportDate;
    earliest = conf.country().epidemicStart();
    campaignStart = conf.country().campaignStart();
    persons = conf.persons();
    zone = conf.country().timeZone();
    defaultLanguage = conf.country().defaultLanguage().code();
    formKeys = conf.forms().stream().map(FormSpec::key).distinct().toList();
  }

  Spelling spelling() {
    return spelling;
  }

  Registers registers() {
    return registers;
  }

  Corrector corrector() {
    return corrector;
  }

  HeadingValues headingValues() {
    return headingValues;
  }

  HeaderSearch headers() {
    return headers;
  }

  LocalDate reportDate() {
    return reportDate;
  }

  /** First day a date may be: the start of the epidemic. */
  LocalDate earliest() {
    return earliest;
  }

  /** First day of vaccination. */
  LocalDate campaignStart() {
    return campaignStart;
  }

  /** What is decided about persons; null when no form asks for any. */
  @Nullable Persons persons() {
    return persons;
  }

  /** How many digits an identifier has, for sentences. */
  String identifierDigits() {
    return persons == null ? "" : Integer.toString(persons.identifier().digits());
  }

  String defaultLanguage() {
    return defaultLanguage;
  }

  /**
   * The forms of this key that hold on a day, one a version.
   *
   * @param day null = the report date
   */
  List<FormSpec> current(String key, @Nullable LocalDate day) {
    LocalDate on = day == null ? reportDate : day;
    List<FormSpec> out = new ArrayList<>();
    for (Form form : forms) {
      if (form.spec().key().equals(key) && form.spec().validity().includes(on)) {
        out.add(form.spec());
      }
    }
    return out;
  }

  List<String> formKeys() {
    return formKeys;
  }

  /**
   * Last day a file may speak of: the report date, or the day it came when it came later (a night
   * that catches up reads files of days after its own).
   */
  LocalDate latest(Instant receivedAt) {
    LocalDate received = receivedAt.atZone(zone).toLocalDate();
    return received.isAfter(reportDate) ? received : reportDate;
  }

  /** Forms that may stand in a sheet of a name. */
  List<Form> forms(String sheet, boolean hidden) {
    List<Form> out = new ArrayList<>();
    for (Form form : forms) {
      if (form.spec().sheets().takes(sheet, hidden)) {
        out.add(form);
      }
    }
    return out;
  }

  /** Whether any form has its date in another sheet of the file. */
  boolean looksElsewhere() {
    for (Form form : forms) {
      for (FormSpec.DateSource source : form.spec().dateFrom()) {
        if (source.from().equals("other-sheet")) {
          return true;
        }
      }
    }
    return false;
  }

  /** The code under which the country as a whole is told of. */
  String nation() {
    return nation;
  }
}
