package org.sitrep.domain;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong, or worth knowing, about what was received. Grain: one code at one address.
 *
 * @param code stable code; a {@link FindingCode} name, or the code of a rule in {@code conf/}
 * @param severity what it does to the row
 * @param scope how much it is about
 * @param actor who can cure it
 * @param address where; for a finding about the night the submission is the empty string
 * @param form key of the form, null when the form is not known
 * @param region region the row or file is about, null when not known
 * @param date date the row is about, null when not known
 * @param raw what stood there, as text; null when nothing did
 * @param arguments named values for the sentence, such as {@code expected} or {@code nearest}
 * @param message sentence by language code: what is wrong and what to write instead
 */
public record Finding(
    String code,
    Severity severity,
    Scope scope,
    Actor actor,
    Address address,
    @Nullable String form,
    @Nullable String region,
    @Nullable LocalDate date,
    @Nullable String raw,
    Map<String, String> arguments,
    Map<String, String> message) {

  public Finding {
    arguments = Map.copyOf(arguments);
    message = Map.copyOf(message);
  }
}
