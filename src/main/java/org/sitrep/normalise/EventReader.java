package org.sitrep.normalise;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.EventSpec;
import org.sitrep.config.Persons;
import org.sitrep.domain.EventKind;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.PersonToken;

/**
 * Makes an event of a row of a line list once its cells are read, and tells what cannot be: a
 * person born after the event, an age nobody reaches, an identifier of somebody older or of the
 * other sex. The date of birth ends here; what is kept is the age group on the day of the event.
 */
final class EventReader {
  private final Knowledge knowledge;
  private final Persons persons;
  private final EventSpec event;
  private final int place;
  private final Map<String, Header.Bound> columns = new HashMap<>();

  EventReader(Table table, EventSpec event) {
    knowledge = table.knowledge();
    persons = Objects.requireNonNull(knowledge.persons());
    this.event = event;
    int dates = 0;
    for (Header.Bound bound : table.header().columns()) {
      columns.putIfAbsent(bound.column().spec().type(), bound);
      dates = bound.column().spec().key().equals(event.date()) ? bound.place() : dates;
    }
    place = dates;
  }

  /** The event of a row; null when the row does not say when it was. */
  Parsed.@Nullable Event read(RowDraft draft) {
    LocalDate date = draft.date;
    if (date == null) {
      return null;
    }
    if (event.kind() == EventKind.DOSE
        && date.isBefore(knowledge.campaignStart())
        && !date.isBefore(knowledge.earliest())) {
      tell(
          draft,
          FindingCode.EVENT_BEFORE_START,
          "date",
          Map.of("date", date.toString(), "earliest", knowledge.campaignStart().toString()));
    }
    PersonToken person = draft.person;
    checkSex(draft, person);
    String ageGroup = ageGroup(draft, date, person == null ? null : person.birthYear());
    Map<String, String> dimensions = new HashMap<>(draft.texts);
    dimensions.putAll(event.dimensions());
    if (ageGroup != null) {
      dimensions.put("age_group", ageGroup);
    }
    if (!dimensions.containsKey("sex") && person != null && person.sex() != null) {
      dimensions.put("sex", person.sex());
    }
    String product = dimensions.get("product");
    String dose = dimensions.get("dose");
    if (product != null && dose != null) {
      String component = knowledge.registers().componentOf(product, dose);
      if (component != null) {
        dimensions.put("component", component);
      }
    }
    return new Parsed.Event(event.kind(), person == null ? null : person.key(), place, dimensions);
  }

  private void checkSex(RowDraft draft, @Nullable PersonToken person) {
    String told = draft.texts.get("sex");
    if (person != null && told != null && person.sex() != null && !told.equals(person.sex())) {
      tell(draft, FindingCode.PERSON_SEX_DISAGREES, "sex", Map.of());
    }
  }

  /** The age group on the day of the event; null when no one group is sure. */
  private @Nullable String ageGroup(
      RowDraft draft, LocalDate date, @Nullable Integer identifierYear) {
    YearMonth birth = draft.birth;
    Integer told = draft.age;
    if (birth != null) {
      return byMonth(draft, birth, date, identifierYear);
    }
    if (told != null) {
      if (!possible(draft, told, "age")) {
        return null;
      }
      int years = identifierYear == null ? told : date.getYear() - identifierYear;
      if (told != years && told != years - 1) {
        tell(draft, FindingCode.PERSON_AGE_DISAGREES, "age", Map.of());
      }
      return persons.ageGroup(told);
    }
    if (identifierYear == null) {
      return null;
    }
    int years = date.getYear() - identifierYear;
    return possible(draft, youngest(years), "person") ? sure(years) : null;
  }

  /** Born in the month of the event somebody may have had the birthday or not. */
  private @Nullable String byMonth(
      RowDraft draft, YearMonth birth, LocalDate date, @Nullable Integer identifierYear) {
    int months = (int) ChronoUnit.MONTHS.between(birth, YearMonth.from(date));
    if (months < 0) {
      tell(
          draft,
          FindingCode.PERSON_BORN_AFTER_EVENT,
          "birth-date",
          Map.of("date", date.toString()));
      return null;
    }
    int years = months / 12;
    boolean known = months % 12 != 0;
    if (!possible(draft, known ? years : youngest(years), "birth-date")) {
      return null;
    }
    if (identifierYear != null && birth.getYear() != identifierYear) {
      tell(draft, FindingCode.PERSON_AGE_DISAGREES, "birth-date", Map.of());
    }
    return known ? persons.ageGroup(years) : sure(years);
  }

  /** The age of somebody who turns so many years, before the birthday. */
  private static int youngest(int years) {
    return Math.max(years - 1, Math.min(years, 0));
  }

  /** The age group of somebody who turns so many years; null when the birthday decides. */
  private @Nullable String sure(int years) {
    String after = persons.ageGroup(years);
    return after != null && after.equals(persons.ageGroup(Math.max(0, years - 1))) ? after : null;
  }

  private boolean possible(RowDraft draft, int age, String column) {
    if (age >= 0 && age <= persons.oldest()) {
      return true;
    }
    tell(
        draft,
        FindingCode.PERSON_AGE_IMPOSSIBLE,
        column,
        Map.of("age", Integer.toString(age), "expected", Integer.toString(persons.oldest())));
    return false;
  }

  /** Tells a problem with a column of the row, known by its type, without telling its value. */
  private void tell(RowDraft draft, FindingCode code, String type, Map<String, String> more) {
    Header.Bound bound = columns.get(type);
    Map<String, String> arguments = new HashMap<>(more);
    arguments.put("column", bound == null ? type : bound.heading());
    draft.problems.add(
        Problem.of(code, draft.row.number(), bound == null ? 0 : bound.place(), null, arguments));
  }
}
