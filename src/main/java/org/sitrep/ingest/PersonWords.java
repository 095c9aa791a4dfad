package org.sitrep.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Identifier;
import org.sitrep.config.Persons;
import org.sitrep.config.Spelling;

/** What of the configuration tells data on persons from other data. */
final class PersonWords implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What stands below a heading. */
  enum Role {
    /** Nothing about a person. */
    OTHER,
    /** A date of birth. */
    BIRTH_DATE,
    /** An identifier. */
    PERSON,
    /** A name, an address and the like: nobody needs it. */
    PERSONAL
  }

  /** What a heading is on one form. */
  private record Place(int form, String column, Role role) implements Serializable {}

  private final Identifier identifier;
  private final BirthDates birthDates;
  private final Spelling spelling;
  private final Map<String, List<Place>> headings = new HashMap<>();
  private final Set<String> blanks = new HashSet<>();
  private final int longest;

  private PersonWords(Conf conf, Persons persons) {
    identifier = persons.identifier();
    birthDates = new BirthDates(conf);
    spelling = new Spelling(conf.words());
    for (int form = 0; form < conf.forms().size(); form++) {
      FormSpec spec = conf.forms().get(form);
      for (ColumnSpec column : spec.columns()) {
        add(form, column);
      }
    }
    conf.words().zero().forEach(word -> blanks.add(Spelling.word(word)));
    conf.words().nothing().forEach(word -> blanks.add(Spelling.word(word)));
    longest = headings.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /** The country's; null when it receives no data on persons. */
  static @Nullable PersonWords of(Conf conf) {
    Persons persons = conf.persons();
    return persons == null ? null : new PersonWords(conf, persons);
  }

  private void add(int form, ColumnSpec column) {
    Role role =
        switch (column.type()) {
          case "person" -> Role.PERSON;
          case "birth-date" -> Role.BIRTH_DATE;
          case "personal" -> Role.PERSONAL;
          default -> Role.OTHER;
        };
    Place place = new Place(form, column.key(), role);
    Set<String> texts = new HashSet<>();
    column.words().values().forEach(words -> words.forEach(w -> texts.add(spelling.heading(w))));
    Set<String> whole = new HashSet<>(texts);
    for (List<String> captions : column.group().values()) {
      for (String caption : captions) {
        for (String text : texts) {
          whole.add(spelling.heading(caption) + text);
          whole.add(text + spelling.heading(caption));
        }
      }
    }
    whole.remove("");
    whole.forEach(text -> headings.computeIfAbsent(text, t -> new ArrayList<>()).add(place));
  }

  Identifier identifier() {
    return identifier;
  }

  BirthDates birthDates() {
    return birthDates;
  }

  /** Whether a text says that nothing stands there, such as a dash. */
  boolean isBlank(String text) {
    String word = Spelling.word(text);
    return word.isEmpty() || blanks.contains(word);
  }

  /**
   * What the cells of a row mean for those below it, in their order; null when the row is no row of
   * headings. It is one when two columns of one form stand in it, or one that is about persons
   * beside at least two more texts. A cell that is no known heading has no role.
   */
  @Nullable Role @Nullable [] roles(List<Cell> row) {
    List<List<Place>> found = new ArrayList<>(row.size());
    Map<Integer, Set<String>> columns = new HashMap<>();
    int texts = 0;
    boolean any = false;
    for (Cell cell : row) {
      List<Place> places = List.of();
      if (cell.type() == Cell.TEXT) {
        texts++;
        // folding only ever shortens a text, but for spaces and signs it leaves out
        if (cell.text().length() <= 2 * longest + 20) {
          places = headings.getOrDefault(spelling.heading(cell.text()), List.of());
        }
      }
      found.add(places);
      for (Place place : places) {
        columns.computeIfAbsent(place.form(), f -> new HashSet<>()).add(place.column());
        any |= place.role() != Role.OTHER;
      }
    }
    int form = -1;
    int most = 0;
    for (Map.Entry<Integer, Set<String>> entry : columns.entrySet()) {
      if (entry.getValue().size() > most) {
        form = entry.getKey();
        most = entry.getValue().size();
      }
    }
    if (!(most >= 2 || (any && texts >= 3))) {
      return null;
    }
    @Nullable Role[] out = new Role[row.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = role(found.get(i), form);
    }
    return out;
  }

  /** Of several forms that know a heading the one that knows most of the row. */
  private static @Nullable Role role(List<Place> places, int form) {
    Role out = null;
    for (Place place : places) {
      if (place.form() == form) {
        return place.role();
      }
      if (out == null || place.role().compareTo(out) > 0) {
        out = place.role();
      }
    }
    return out;
  }
}
