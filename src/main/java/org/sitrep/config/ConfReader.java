package org.sitrep.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Lang;
import org.sitrep.domain.Sha256;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a country's folder and checks everything in it before anything else starts. The only door
 * to SnakeYAML, which is asked for nodes with line marks, never for objects.
 */
public final class ConfReader {
  private static final List<String> FILES =
      List.of(
          "ambiguous_aliases.csv",
          "calendar.yml",
          "country.yml",
          "districts.csv",
          "holidays.csv",
          "limits.yml",
          "lookalikes.csv",
          "population.csv",
          "priority_groups.csv",
          "products.csv",
          "recipients.yml",
          "release.yml",
          "regions.csv",
          "targets.csv",
          "wording.yml",
          "words.yml",
          "zones.csv");

  /** Files a country may do without; the others must be there. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "ambiguous_aliases.csv",
          "districts.csv",
          "holidays.csv",
          "lookalikes.csv",
          "persons.yml",
          "priority_groups.csv",
          "release.yml",
          "targets.csv",
          "zones.csv");

  private static final List<String> FOLDERS = List.of("forms/", "rules/", "corrections/");

  /** What the demo writes its submissions from: no decision of the country, read by the demo. */
  private static final String SAMPLE = "sample";

  private static final int DEEPEST = 20;

  /**
   * Repeated word lists stand once and are referred to; more than this is a mistake or an attack.
   */
  private static final int MOST_ALIASES = 500;

  /** Leaves every value a text: what it means is decided by the key, not by how it looks. */
  private static final Resolver AS_WRITTEN =
      new Resolver() {
        @Override
        protected void addImplicitResolvers() {}
      };

  private final Reading reading = new Reading();
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  private ConfReader() {}

  /**
   * Reads and checks everything below {@code directory}.
   *
   * @throws ConfException with every problem at once
   */
  public static Conf read(Path directory) {
    ConfReader reader = new ConfReader();
    Conf conf = reader.conf(directory);
    List<ConfProblem> problems = reader.reading.problems();
    if (!problems.isEmpty() || conf == null) {
      throw new ConfException(problems);
    }
    return conf;
  }

  /** Every key and column each file may have, as far as the folder's files bring them up. */
  static Map<String, SortedSet<String>> knownKeys(Path directory) {
    ConfReader reader = new ConfReader();
    reader.conf(directory);
    return reader.reading.keys();
  }

  private @Nullable Conf conf(Path directory) {
    if (!Files.isDirectory(directory)) {
      reading.wrong(directory.toString(), 0, "is not a folder; wanted one such as conf/kazakhstan");
      return null;
    }
    load(directory);
    Section countryFile = section("country.yml");
    List<Lang> languages = Profile.languages(countryFile);
    Registers registers = new Registers(reading, this::text, languages);

    Set<String> codes = regionCodes();
    Kind<String> region = Kind.reference(codes, "a region code of regions.csv");
    Map<String, String> lookalikes = registers.lookalikes();
    List<AmbiguousAlias> ambiguous = registers.ambiguousAliases(region);
    List<Region> regions = registers.regions(ambiguous, lookalikes);
    List<District> districts = registers.districts(region);
    List<Population> populations = registers.populations(region, regions);
    List<Product> products = registers.products();
    Set<String> productWords = new LinkedHashSet<>();
    products.forEach(
        product -> {
          productWords.add(product.key());
          productWords.add(product.family());
        });
    List<PriorityGroup> groups = registers.priorityGroups();
    List<Target> targets =
        registers.targets(
            region, Kind.reference(productWords, "a product or family of products.csv"));
    List<ZoneRule> zones = registers.zoneRules();
    List<Holiday> holidays = registers.holidays();

    List<String> denominators = new ArrayList<>();
    denominators.add("population");
    targets.stream()
        .filter(t -> t.kind().equals("denominator"))
        .forEach(t -> denominators.add(t.key()));
    Country country = Profile.country(countryFile, languages, denominators);
    countryFile.close();
    List<String> streams = country.streams().stream().map(Country.Stream::key).toList();

    Words words;
    try (Section file = section("words.yml")) {
      words = Profile.words(file, lookalikes);
    }
    Limits limits;
    try (Section file = section("limits.yml")) {
      limits = Profile.limits(file);
    }
    List<FormSpec> forms = forms(languages, streams);
    Set<String> formKeys = new LinkedHashSet<>();
    forms.forEach(form -> formKeys.add(form.key()));
    List<ExpectedForm> calendar;
    ReportingRule reporting;
    try (Section file = section("calendar.yml")) {
      calendar = Profile.calendar(file, formKeys);
      reporting = Profile.reporting(file, languages);
    }
    List<Rule> rules = new ArrayList<>();
    Set<String> ruleCodes = new HashSet<>();
    Function<Section, Rule> rule = Rules.reader(languages, forms, ruleCodes);
    for (String name : in("rules/")) {
      Yaml yaml = yaml(name);
      if (yaml != null) {
        rules.addAll(Section.list(reading, name, yaml, rule));
      }
    }
    List<Correction> corrections = new ArrayList<>();
    Function<Section, Correction> correction =
        Corrections.reader(codes, forms, districts, products, groups);
    for (String name : in("corrections/")) {
      Yaml yaml = yaml(name);
      if (yaml != null) {
        corrections.addAll(Section.list(reading, name, yaml, correction));
      }
    }
    Mail mail;
    try (Section file = section("recipients.yml")) {
      mail = Profile.mail(file, languages, codes);
      ReportingRule.Reminder reminder = reporting.reminder();
      boolean escalates = reminder != null && reminder.escalateAfterHours() != null;
      if (escalates && mail.recipients().stream().noneMatch(Mail.Recipient::isSupervisor)) {
        file.spot("recipients")
            .wrong(
                "has nobody with edition escalation; remind.escalate-after-hours of calendar.yml"
                    + " wants one");
      }
    }
    Map<String, Text> wording;
    try (Section file = section("wording.yml")) {
      wording = Profile.wording(file, languages);
    }
    Persons persons = null;
    if (files.containsKey("persons.yml")) {
      try (Section file = section("persons.yml")) {
        persons = PersonsFile.persons(file, languages);
      }
    }
    if (persons == null) {
      for (FormSpec form : forms) {
        if (form.isLineList() || form.columns().stream().anyMatch(c -> c.type().equals("person"))) {
          reading.wrong(
              "persons.yml", 0, "is missing; form " + form.key() + " asks for single persons");
        }
      }
    }
    ReleaseRule release = ReleaseRule.DEFAULT;
    if (files.containsKey("release.yml")) {
      try (Section file = section("release.yml")) {
        release = Profile.release(file, ruleCodes);
      }
    }
    return new Conf(
        directory,
        version(),
        country,
        regions,
        districts,
        populations,
        ambiguous,
        products,
        groups,
        targets,
        zones,
        holidays,
        calendar,
        forms,
        rules,
        corrections,
        words,
        limits,
        mail,
        wording,
        persons,
        release,
        reporting);
  }

  /** Codes of the register whatever else is wrong in it, so that one slip is told once. */
  private Set<String> regionCodes() {
    Set<String> out = new LinkedHashSet<>();
    byte[] bytes = files.get("regions.csv");
    if (bytes != null) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      new Register(new Reading(), "regions.csv", text, List.of("code"))
          .rows()
          .forEach(row -> out.add(row.raw("code")));
      out.remove("");
    }
    return out;
  }

  private List<FormSpec> forms(List<Lang> languages, List<String> streams) {
    List<FormSpec> out = new ArrayList<>();
    for (String name : in("forms/")) {
      try (Section file = section(name)) {
        FormSpec form = Forms.form(file, languages, streams);
        for (FormSpec other : out) {
          if (other.key().equals(form.key()) && other.validity().overlaps(form.validity())) {
            file.spot("key")
                .wrong(
                    "'" + form.key() + "' is valid at the same time as version " + other.version());
          }
        }
        out.add(form);
      }
    }
    if (out.isEmpty()) {
      reading.wrong("forms", 0, "has no form; wanted at least one file such as forms/cases.yml");
    }
    return out;
  }

  private List<String> in(String folder) {
    return files.keySet().stream().filter(name -> name.startsWith(folder)).toList();
  }

  /** Reads every file, so that the version and what was parsed are of the same bytes. */
  private void load(Path directory) {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              boolean hidden =
                  !folder.equals(directory)
                      && (ignored(folder) || folder.equals(directory.resolve(SAMPLE)));
              return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (!ignored(file)) {
                load(directory.relativize(file).toString().replace('\\', '/'), file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              reading.wrong(directory.relativize(file).toString(), 0, "cannot be read");
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read configuration: " + directory, e);
    }
    for (String name : FILES) {
      if (!files.containsKey(name) && !OPTIONAL.contains(name)) {
        reading.wrong(name, 0, "is missing; conf/README.md tells what it holds");
      }
    }
  }

  /** Editors and desktops leave files beside the ones people write. */
  private static boolean ignored(Path path) {
    Path last = path.getFileName();
    String name = last == null ? "" : last.toString();
    return name.startsWith(".") || name.startsWith("~") || name.endsWith("~");
  }

  private void load(String name, Path file) {
    boolean known =
        FILES.contains(name)
            || OPTIONAL.contains(name)
            || name.equals("README.md")
            || FOLDERS.stream().anyMatch(name::startsWith) && name.endsWith(".yml");
    if (!known) {
      String nearest = Nearest.of(name, FILES);
      reading.wrong(
          name,
          0,
          "is not a file Sitrep reads"
              + (nearest == null ? "" : "; did you mean " + nearest + "?"));
      return;
    }
    try {
      files.put(name, Files.readAllBytes(file));
    } catch (IOException e) {
      reading.wrong(name, 0, "cannot be read");
      files.put(name, new byte[0]);
    }
  }

  /** The text of a file; empty when it is missing or not UTF-8, which is told. */
  private String text(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      return "";
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.isBlank()) {
        reading.wrong(name, 0, "is empty");
        return "";
      }
      return text;
    } catch (CharacterCodingException e) {
      reading.wrong(name, badLine(bytes), "is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)");
      return "";
    }
  }

  /** The line with the first byte that is not UTF-8. */
  private static int badLine(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int bad = text.indexOf('\uFFFD');
    return 1 + (int) text.substring(0, Math.max(bad, 0)).chars().filter(c -> c == '\n').count();
  }

  private Section section(String name) {
    Yaml yaml = yaml(name);
    return yaml == null ? Section.broken(name, "", 0) : Section.root(reading, name, yaml);
  }

  /** A file as YAML; null after telling why not. */
  private @Nullable Yaml yaml(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return null;
    }
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    try {
      Node node =
          new Composer(new ParserImpl(new StreamReader(text), options), AS_WRITTEN, options)
              .getSingleNode();
      if (node == null) {
        reading.wrong(name, 0, "is empty");
        return null;
      }
      return yaml(name, node, 0);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      reading.wrong(name, mark == null ? 0 : mark.getLine() + 1, "is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      reading.wrong(name, 0, "is not YAML: " + e.getMessage());
    }
    return null;
  }

  private Yaml yaml(String file, Node node, int depth) {
    int line = node.getStartMark().getLine() + 1;
    if (depth > DEEPEST) {
      reading.wrong(file, line, "is nested deeper than " + DEEPEST + " levels");
      return new Yaml.Scalar("", line);
    }
    if (node instanceof MappingNode mapping) {
      Map<String, Yaml.Field> fields = new LinkedHashMap<>();
      for (NodeTuple tuple : mapping.getValue()) {
        int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
          reading.wrong(file, keyLine, "wanted a word as key");
          continue;
        }
        Yaml.Field field = new Yaml.Field(yaml(file, tuple.getValueNode(), depth + 1), keyLine);
        Yaml.Field first = fields.putIfAbsent(key.getValue(), field);
        if (first != null) {
          reading.wrong(
              file, keyLine, key.getValue() + ": stands in line " + first.line() + " already");
        }
      }
      return new Yaml.Fields(fields, line);
    }
    if (node instanceof SequenceNode sequence) {
      return new Yaml.Items(
          sequence.getValue().stream().map(item -> yaml(file, item, depth + 1)).toList(), line);
    }
    return new Yaml.Scalar(((ScalarNode) node).getValue(), line);
  }

  private String version() {
    MessageDigest digest = Sha256.digest();
    files.forEach(
        (name, bytes) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
          digest.update(bytes);
          digest.update((byte) 0);
        });
    return Sha256.hex(digest).substring(0, 16);
  }
}
