package org.sitrep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sitrep.domain.Lang;

/** {@code persons.yml} to records. */
final class PersonsFile {
  private static final Pattern GROUP = Pattern.compile("(\\d{1,3})(?:-(\\d{1,3})|\\+)");
  private static final Kind<AgeGroup> AGE_GROUP =
      Kind.of("an age group such as 18-29 or 80+", new AgeGroup("", 0, null), PersonsFile::group);
  private static final Kind<String> BIRTH_FORMAT =
      Kind.oneOf("yyMMdd", "ddMMyy", "MMddyy", "yyddMM");
  private static final Kind<List<Integer>> WEIGHTS =
      Kind.of("whole numbers with spaces between", List.of(), PersonsFile::weights);

  private PersonsFile() {}

  static Persons persons(Section file, List<Lang> languages) {
    Identifier identifier;
    try (Section section = file.section("identifier")) {
      identifier = identifier(section, languages);
    }
    try (Section age = file.section("age")) {
      List<AgeGroup> groups = age.list("groups", AGE_GROUP);
      int next = 0;
      for (AgeGroup group : groups) {
        if (group.from() != next) {
          age.spot("groups").wrong("'" + group.key() + "' does not begin at " + next);
        }
        next = group.to() == null ? Integer.MAX_VALUE : group.to() + 1;
      }
      if (!groups.isEmpty() && next != Integer.MAX_VALUE) {
        age.spot("groups").wrong("the last group has an end; write it as 80+");
      }
      return new Persons(
          identifier,
          age.get("oldest", Kind.whole(1, 300)),
          groups,
          file.get("same-case-days", Kind.whole(1, 3_650)));
    }
  }

  private static Identifier identifier(Section section, List<Lang> languages) {
    Text name = section.text("name", languages);
    int digits = section.get("digits", Kind.whole(8, 20));
    Kind<Integer> place = Kind.whole(1, digits);
    Section birth = section.section("birth-date");
    int birthAt;
    String birthFormat;
    try (birth) {
      birthAt = birth.get("at", Kind.whole(1, Math.max(1, digits - 5)));
      birthFormat = birth.get("format", BIRTH_FORMAT);
    }
    Map<Integer, Identifier.Century> centuries = new LinkedHashMap<>();
    int centuryAt;
    try (Section century = section.section("century")) {
      centuryAt = century.get("at", place);
      century.within(
          "digits",
          table -> {
            for (String digit : table.keys()) {
              try (Section means = table.entry(digit)) {
                Integer read = Kind.whole(0, 9).read(digit, table.spot(digit));
                centuries.put(
                    read == null ? -1 : read,
                    new Identifier.Century(
                        means.find("first-year", Kind.whole(1000, 3000)),
                        means.find("sex", Kind.oneOf("f", "m"))));
              }
            }
          });
    }
    try (Section check = section.section("check")) {
      List<List<Integer>> weights = check.list("weights", WEIGHTS);
      for (List<Integer> pass : weights) {
        if (pass.size() != digits - 1) {
          check
              .spot("weights")
              .wrong(pass.size() + " numbers stand here; wanted " + (digits - 1) + ", one a digit");
        }
      }
      return new Identifier(
          name,
          digits,
          birthAt,
          birthFormat,
          centuryAt,
          centuries,
          check.get("at", place),
          check.get("modulus", Kind.whole(2, 1_000)),
          weights);
    }
  }

  private static AgeGroup group(String text) {
    Matcher m = GROUP.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(text);
    }
    int from = Integer.parseInt(m.group(1));
    Integer to = m.group(2) == null ? null : Integer.valueOf(m.group(2));
    if (to != null && to < from) {
      throw new IllegalArgumentException(text);
    }
    return new AgeGroup(text, from, to);
  }

  private static List<Integer> weights(String text) {
    List<Integer> out = new ArrayList<>();
    for (String number : text.strip().split(" +", -1)) {
      out.add(Integer.valueOf(number));
    }
    return List.copyOf(out);
  }
}
