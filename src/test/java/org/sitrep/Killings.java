package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Stage;
import org.sitrep.sample.SampleCountry;
import org.sitrep.testkit.ConfFolder;
import org.sitrep.testkit.Jvm;
import org.sitrep.testkit.LoopbackSmtp;

/**
 * Kills nights of one home, and knows what the home looks like when nobody is killed. A run is a
 * process of its own. At random moments it is stopped and its home copied: that is what a kill at
 * this moment leaves, and saves starting a process for each. In the end it is killed.
 */
final class Killings {
  private static final LocalDate FIRST = LocalDate.of(2021, 2, 1);
  private static final LocalDate SECOND = LocalDate.of(2021, 2, 2);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2021-02-03T03:00:00Z"), ZoneOffset.UTC);
  private static final Set<String> REGIONS = Set.of("ala", "kzy", "shy", "zap");
  private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (\\S+)");

  /** Parts of a home that change when a person is told of a letter in doubt. */
  private static final String MAIL = "(?s).*(delivery|outbox|night\\.json).*";

  /** What is killed. */
  enum Way {
    /** A night after another one, mailed to the outbox. */
    NIGHT,
    /** One of its stages, in processes of their own. */
    STAGE,
    /** A night that is mailed to a server which takes its time. */
    SMTP,
    /** A night that is to be held. */
    HELD,
    /** The first night of a home. */
    FIRST_NIGHT,
    /** A night whose disk gets full instead. */
    FULL_DISK
  }

  /**
   * What a kill left.
   *
   * @param place stage it fell in, and how many files the run had made by then
   * @param home copy of the home
   * @param part which of the commands was killed
   * @param letters what the mail server had taken by then
   */
  record Killed(String place, Path home, int part, List<String> letters) {}

  /** Runs Sitrep at a time that does not pass. */
  static final class FixedNight {
    private FixedNight() {}

    public static void main(String[] args) {
      System.exit(Sitrep.run(args, CLOCK, System.out, System.err));
    }
  }

  private final Way way;
  private final Path work;
  private final Path home;
  private final Path prepared;
  private final @Nullable LoopbackSmtp server;
  private final Path conf;
  private final HomeState before;
  private final HomeState whole;
  private final List<String> letters;
  private final int files;
  private final int millis;
  private final long bytes;

  /**
   * Prepares a home and runs its night once without a disturbance.
   *
   * @param folder for this home and its copies
   * @param server takes the letters of {@link Way#SMTP}
   */
  Killings(Path folder, Way way, @Nullable LoopbackSmtp server) throws IOException {
    this.way = way;
    this.work = Files.createDirectories(folder);
    this.home = work.resolve("home");
    this.prepared = work.resolve("prepared");
    this.server = way == Way.SMTP ? server : null;
    this.conf = conf();
    prepare();
    before = HomeState.published(home);
    Files.move(home, prepared);
    restore(prepared);
    int had = count();
    long held = size();
    long start = System.nanoTime();
    parts().forEach(part -> run(part, expected()));
    millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    files = count() - had;
    bytes = size() - held;
    whole = HomeState.of(home);
    letters = letters();
  }

  private Path conf() {
    Path shipped = Path.of("conf/kazakhstan");
    if (server == null) {
      return shipped;
    }
    return ConfFolder.copy(shipped, work.resolve("conf"))
        .change(
            "recipients.yml",
            "\nreturns-from:",
            "\nsmtp:\n  host: 127.0.0.1\n  port: "
                + server.port()
                + "\n  security: none\n  timeout-seconds: 30\n\nreturns-from:")
        .path();
  }

  /** The home before the night that is killed: files of four regions, and the first night. */
  private void prepare() throws IOException {
    Path inbox = Files.createDirectories(home.resolve("inbox"));
    // The key is chance by its nature; every home here has the same.
    Files.writeString(home.resolve("person.key"), "0123456789abcdef".repeat(4) + "\n");
    SampleCountry sample = SampleCountry.of(Path.of("conf/kazakhstan"));
    Path sent = work.resolve("sent");
    for (LocalDate day = FIRST; !day.isAfter(date()); day = day.plusDays(1)) {
      sample.deliver(day, sent);
      for (String region : REGIONS) {
        copy(sent.resolve(region), inbox.resolve(region));
      }
      if (day.isBefore(date())) {
        run(nightly(day), 0);
      }
    }
    // A list of persons, none of whom can be: is sealed, and goes back.
    Files.writeString(
        inbox.resolve("ala/привитые.csv"),
        "ФИО;ИИН;Телефон;Вакцина;Доза;Дата вакцинации\n"
            + "Жалгасбеков Тест;890101100109;87019998877;Спутник V (РФ);1;02.02.2021\n"
            + "Неизвестнова Тест;50228200111;;Спутник V (РФ);1;02.02.2021\n");
  }

  private LocalDate date() {
    return way == Way.FIRST_NIGHT ? FIRST : SECOND;
  }

  /** The commands that make the night, one after the other. */
  private List<List<String>> parts() {
    List<String> night = nightly(date());
    if (way == Way.HELD) {
      night.add("--hold");
    }
    if (way != Way.STAGE) {
      return List.of(night);
    }
    List<List<String>> out = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      List<String> part = new ArrayList<>(night);
      part.addAll(List.of("--from", stage.word(), "--to", stage.word()));
      out.add(part);
    }
    return out;
  }

  private int expected() {
    return way == Way.HELD ? Sitrep.NOT_READY : 0;
  }

  private List<String> nightly(LocalDate day) {
    return new ArrayList<>(
        List.of(
            "nightly",
            "--date",
            day.toString(),
            "--home",
            home.toString(),
            "--conf",
            conf.toString(),
            "--received-at",
            day + "T20:00:00Z"));
  }

  /** Runs a command here; what it said, after making sure of its exit code. */
  private static String run(List<String> command, int expected) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Sitrep.run(command.toArray(new String[0]), CLOCK, print, print);
    String said = out.toString(StandardCharsets.UTF_8);
    // A letter nobody knows about ends a run that is otherwise whole, so that a person looks.
    boolean doubt = code == Sitrep.FAILED && said.contains("It is not known whether the mail to");
    assertThat(doubt ? expected : code).as(command + "\n" + said).isEqualTo(expected);
    return said;
  }

  /** Runs a night and kills it, after stopping it some times; at most {@code times} homes. */
  List<Killed> kill(Random random, int times) throws IOException, InterruptedException {
    restore(prepared);
    List<List<String>> parts = parts();
    int part = random.nextInt(parts.size());
    parts.subList(0, part).forEach(command -> run(command, expected()));
    int had = count();
    int made = files / parts.size();
    Path temporary = Files.createDirectories(work.resolve("tmp"));
    Path log = work.resolve("run.log");
    Process run =
        Jvm.start(
            log,
            FixedNight.class,
            List.of("-Xmx768m", "-Djava.io.tmpdir=" + temporary),
            parts.get(part).toArray(new String[0]));
    List<Killed> out = new ArrayList<>();
    try {
      for (int i = 0; i < times; i++) {
        if (!await(run, had + (int) (made * (i + random.nextDouble()) / times), times, random)) {
          break;
        }
        boolean last = i == times - 1;
        if (!signal(run, last ? "KILL" : "STOP")) {
          break;
        }
        Path copy = work.resolve("killed-" + out.size());
        delete(copy);
        copy(home, copy);
        String place = place(Files.readString(log)) + ", " + (count() - had) + " files";
        out.add(new Killed(place, copy, part, letters()));
        if (!last) {
          signal(run, "CONT");
        }
      }
      assertThat(out).as(Files.readString(log)).isNotEmpty();
    } finally {
      run.destroyForcibly();
      run.waitFor(1, TimeUnit.MINUTES);
      Files.delete(log);
      delete(temporary);
    }
    return out;
  }

  /** Runs a killed night again; what readers saw of it meanwhile, and what differs now. */
  List<String> runAgain(Killed killed) throws IOException {
    restore(killed.home());
    List<String> out = new ArrayList<>(half());
    List<List<String>> parts = parts();
    parts.subList(killed.part(), parts.size()).forEach(command -> run(command, expected()));
    out.addAll(differences(killed.letters()));
    return out;
  }

  /**
   * Runs a night while the disk of the home has little room, then again with room; what differs.
   *
   * @param random chooses the room, up to what a night takes
   */
  List<String> fill(Random random) throws IOException {
    restore(prepared);
    Path ballast = work.resolve("ballast");
    long room = (long) (random.nextDouble() * bytes);
    long free = Files.getFileStore(home).getUsableSpace() - room;
    try (var out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[4096];
      for (long written = 0; written < free; written += block.length) {
        out.write(block);
      }
    }
    String said = run(parts().get(0), Sitrep.FAILED);
    Files.delete(ballast);
    List<String> out = new ArrayList<>(half());
    List<String> errors =
        said.lines().filter(line -> line.startsWith("sitrep: ") || line.contains("\tat ")).toList();
    boolean published = HomeState.published(home).differences(before).isEmpty();
    System.out.println((room >> 10) + " KB left: " + errors);
    if (errors.size() != 1
        || !errors.get(0).startsWith("sitrep: Cannot write to " + home)
        || !errors.get(0).contains(published ? "Nothing of the night" : "are published")) {
      out.add("not one clear sentence: " + said);
    }
    run(parts().get(0), expected());
    out.addAll(differences(List.of()));
    return out;
  }

  /** What readers see of a killed night that is neither nothing nor all of it. */
  private List<String> half() {
    HomeState now = HomeState.published(home);
    List<String> nothing = before.differences(now);
    Map<String, String> all = new TreeMap<>(whole.parts());
    all.keySet().retainAll(now.parts().keySet());
    return nothing.isEmpty() || new HomeState(all).differences(now).isEmpty()
        ? List.of()
        : nothing.stream().map(text -> "readers saw half a night: " + text).toList();
  }

  private List<String> differences(List<String> sent) {
    HomeState now = HomeState.of(home);
    List<String> got = new ArrayList<>(sent);
    got.addAll(letters());
    List<String> unsure =
        now.parts()
            .getOrDefault("table delivery", "")
            .lines()
            .filter(row -> row.contains(",unsure,"))
            .map(row -> row.replaceAll(".*(<sitrep[^>]*>).*", "$1"))
            .toList();
    List<String> out = new ArrayList<>();
    for (String letter : Set.copyOf(got)) {
      long times = got.stream().filter(letter::equals).count();
      if (times > 1) {
        out.add("sent " + times + " times: " + letter);
      }
      if (!letters.contains(letter) && !letter.contains(".notice.")) {
        out.add("sent though the undisturbed run did not: " + letter);
      }
    }
    letters.stream()
        .filter(letter -> !got.contains(letter))
        .filter(letter -> !unsure.contains(letter.replaceAll(" .*", "")))
        .forEach(letter -> out.add("never sent and nobody was told: " + letter));
    whole.differences(now).stream()
        .filter(text -> unsure.isEmpty() || !text.matches(MAIL))
        .forEach(out::add);
    return out;
  }

  /** Message id and recipient of every letter the server took since the home was restored. */
  private List<String> letters() {
    if (server == null) {
      return List.of();
    }
    List<String> out = new ArrayList<>();
    List<String> envelopes = List.copyOf(server.envelopes());
    for (int i = 0; i < envelopes.size(); i++) {
      Matcher id = MESSAGE_ID.matcher(server.letters().get(i));
      assertThat(id.find()).isTrue();
      out.add(id.group(1) + " " + envelopes.get(i));
    }
    return out;
  }

  /**
   * Waits until the run has made so many files, and then some time; false when it ended before. The
   * times together are less than a run takes, which is slower in a process of its own. Files spread
   * the moments over the work however fast the machine is; the time after them is short or long
   * since many files come within no time, and between others much time goes by.
   */
  private boolean await(Process run, int wanted, int times, Random random)
      throws IOException, InterruptedException {
    while (run.isAlive() && count() < wanted) {
      Thread.sleep(1);
    }
    int most = random.nextBoolean() ? 5 : millis / times + 1;
    run.waitFor(random.nextInt(most), TimeUnit.MILLISECONDS);
    return run.isAlive();
  }

  /** False when the process has ended. */
  private static boolean signal(Process process, String name)
      throws IOException, InterruptedException {
    String pid = String.valueOf(process.pid());
    boolean done = new ProcessBuilder("kill", "-" + name, pid).start().waitFor() == 0;
    if (done && name.equals("KILL")) {
      process.waitFor();
    }
    return done;
  }

  /** The stage the run is in, by what it said. */
  private String place(String said) throws IOException {
    Path lock = home.resolve(".lock");
    if (!Files.exists(lock) || Files.size(lock) == 0) {
      return "start-up";
    }
    String place = Stage.INGEST.word();
    for (Stage stage : Stage.values()) {
      if (said.contains(date() + " " + stage.word() + ": ")) {
        place = stage == Stage.DELIVER ? "end" : Stage.values()[stage.ordinal() + 1].word();
      }
    }
    return place;
  }

  private void restore(Path from) throws IOException {
    delete(home);
    copy(from, home);
    if (server != null) {
      server.letters().clear();
      server.envelopes().clear();
    }
  }

  private int count() throws IOException {
    return (int) measure()[0];
  }

  private long size() throws IOException {
    return measure()[1];
  }

  /** Files of the home and their bytes, while a run makes and removes some. */
  private long[] measure() throws IOException {
    long[] out = new long[2];
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            out[0]++;
            out[1] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return out;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(
              path,
              target,
              StandardCopyOption.COPY_ATTRIBUTES,
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
