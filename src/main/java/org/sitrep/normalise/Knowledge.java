package org.sitrep.normalise;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.config.Spelling;

/** All that parsing needs to know of the country, ready to travel to where the rows are. */
final class Knowledge implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Spelling spelling;
  private final Registers registers;
  private final HeaderSearch headers;
  private final List<List<String>> totals;
  private final List<List<String>> ofWhich;
  private final List<List<String>> signatures;
  private final Set<String> zero;
  private final Set<String> nothing;
  private final LocalDate reportDate;
  private final LocalDate earliest;
  private final ZoneId zone;
  private final String defaultLanguage;
  private final List<String> formTitles;

  Knowledge(Conf conf, LocalDate reportDate) {
    spelling = new Spelling(conf.words());
    registers = new Registers(conf, spelling);
    List<Form> forms = new ArrayList<>();
    for (FormSpec form : conf.forms()) {
      forms.add(new Form(form, conf.words(), spelling));
    }
    headers = new HeaderSearch(forms, spelling);
    totals = split(conf.words().totals());
    ofWhich = split(conf.words().ofWhich());
    signatures = split(conf.words().signatures());
    zero = lower(conf.words().zero());
    nothing = lower(conf.words().nothing());
    this.reportDate = reportDate;
    earliest = conf.country().epidemicStart();
    zone = conf.country().timeZone();
    defaultLanguage = conf.country().defaultLanguage().code();
    formTitles =
        conf.forms().stream().map(f -> f.title().in(conf.country().defaultLanguage())).toList();
  }

  private List<List<String>> split(List<String> texts) {
    return texts.stream().map(spelling::words).filter(w -> !w.isEmpty()).toList();
  }

  private static Set<String> lower(Collection<String> texts) {
    Set<String> out = new HashSet<>();
    texts.forEach(t -> out.add(Spelling.word(t)));
    return out;
  }

  Spelling spelling() {
    return spelling;
  }

  Registers registers() {
    return registers;
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

  String defaultLanguage() {
    return defaultLanguage;
  }

  List<String> formTitles() {
    return formTitles;
  }

  /**
   * Last day a file may speak of: the report date, or the day it came when it came later (a night
   * that catches up reads files of days after its own).
   */
  LocalDate latest(Instant receivedAt) {
    LocalDate received = receivedAt.atZone(zone).toLocalDate();
    return received.isAfter(reportDate) ? received : reportDate;
  }

  boolean isZero(String text) {
    return zero.contains(Spelling.word(text));
  }

  /** Whether a cell text means that there is no value. */
  boolean isNothing(String text) {
    return Spelling.trimmed(text).isEmpty() || nothing.contains(Spelling.word(text));
  }

  boolean isTotal(String text) {
    return startsWith(text, totals);
  }

  boolean isOfWhich(String text) {
    return startsWith(text, ofWhich);
  }

  boolean isSignature(@Nullable String text) {
    return text != null && startsWith(text, signatures);
  }

  private boolean startsWith(String text, List<List<String>> beginnings) {
    List<String> words = spelling.words(text);
    for (List<String> beginning : beginnings) {
      if (words.size() >= beginning.size()
          && words.subList(0, beginning.size()).equals(beginning)) {
        return true;
      }
    }
    return false;
  }
}
