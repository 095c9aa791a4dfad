package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Text;
import org.sitrep.domain.Measure;

/** The program and its templates name nothing that only one country knows. */
class CountryFactsTest {
  private static final int SHORTEST_NAME = 4;
  private static final int SHORTEST_HEADING = 6;

  static List<Path> countries() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("conf"))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("countries")
  void noNameOfARegionProductOrGroupStandsInProgramOrTemplates(Path country) throws IOException {
    Conf conf = ConfReader.read(country);
    Set<String> names = new TreeSet<>();
    conf.regions().forEach(r -> add(names, r.aliases(), r.name(), r.shortName()));
    conf.districts().forEach(d -> add(names, d.aliases(), d.name()));
    conf.products().forEach(p -> add(names, p.aliases(), p.name(), p.shortName()));
    conf.priorityGroups().forEach(g -> add(names, g.aliases(), g.name(), g.shortName()));
    names.removeIf(name -> name.length() < SHORTEST_NAME);
    assertThat(names).isNotEmpty();
    assertThat(found(names, Path.of("src/main"), Path.of("reports"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("countries")
  void noHeadingOfAFormStandsInTheProgram(Path country) throws IOException {
    Set<String> headings = new TreeSet<>();
    ConfReader.read(country).forms().stream()
        .flatMap(form -> form.columns().stream())
        .map(ColumnSpec::words)
        .forEach(words -> words.values().forEach(headings::addAll));
    headings.removeIf(heading -> heading.length() < SHORTEST_HEADING || isOurs(heading));
    assertThat(headings).isNotEmpty();
    assertThat(found(headings, Path.of("src/main/java"))).isEmpty();
  }

  /** A measure, or one English word such as Product, is the program's own as well. */
  private static boolean isOurs(String heading) {
    return Measure.FIXED.contains(heading) || heading.matches("[A-Za-z]+");
  }

  private static void add(Collection<String> names, List<String> aliases, Text... texts) {
    names.addAll(aliases);
    for (Text text : texts) {
      names.addAll(text.byLanguage().values());
    }
  }

  private static List<String> found(Collection<String> words, Path... folders) throws IOException {
    Pattern any =
        Pattern.compile(
            words.stream()
                .map(Pattern::quote)
                .collect(
                    Collectors.joining("|", "(?<![\\p{L}\\p{N}_])(?:", ")(?![\\p{L}\\p{N}_])")));
    List<String> out = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(CountryFactsTest::isText).sorted().toList()) {
          any.matcher(Files.readString(file))
              .results()
              .forEach(match -> out.add(file + ": " + match.group()));
        }
      }
    }
    return out;
  }

  private static boolean isText(Path file) {
    return file.toString().matches(".*\\.(java|properties|jrxml|jrtx|sql|txt|xml)");
  }
}
