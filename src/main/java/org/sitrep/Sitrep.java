package org.sitrep;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Sought;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfException;
import org.sitrep.config.ConfProblem;
import org.sitrep.config.ConfReader;
import org.sitrep.config.ExpectedForm;
import org.sitrep.domain.FigureName;
import org.sitrep.domain.Lang;
import org.sitrep.domain.Stage;
import org.sitrep.ingest.PersonKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line: parses, calls, exits. Exit codes: 0 done, 1 findings a sender must fix, 2
 * configuration or usage, 3 held or not ready, 4 failed.
 */
@Command(
    name = "sitrep",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "From the spreadsheets regions send at night to the report mailed in the morning.",
    subcommands = {
      Sitrep.Demo.class,
      Sitrep.Nightly.class,
      Sitrep.CheckCommand.class,
      Sitrep.StatusCommand.class,
      Sitrep.RemindCommand.class,
      Sitrep.Release.class,
      Sitrep.Hold.class,
      Sitrep.WithdrawCommand.class,
      Sitrep.BackfillCommand.class,
      Sitrep.ReplayCommand.class,
      Sitrep.TraceCommand.class,
      Sitrep.FormCommand.class,
      Sitrep.ExportCommand.class,
      Sitrep.HousekeepingCommand.class,
      Sitrep.CheckConf.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:check: something must be corrected before a file is sent",
      "2:configuration or usage is wrong",
      "3:held, or a stage before has not run",
      "4:failed; the log in the home says more"
    })
public final class Sitrep implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Sitrep.class);

  static final int MUST_FIX = 1;
  static final int USAGE = 2;
  static final int NOT_READY = 3;
  static final int FAILED = 4;

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  private Sitrep() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, Clock.systemUTC(), utf8(System.out), utf8(System.err)));
  }

  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** As {@link #main}, for tests: gives the exit code back. */
  static int run(String[] args, Clock clock, PrintStream out, PrintStream err) {
    CommandLine line =
        new CommandLine(
            new Sitrep(),
            new CommandLine.IFactory() {
              @Override
              public <K> K create(Class<K> type) throws Exception {
                K made = CommandLine.defaultFactory().create(type);
                if (made instanceof WithConsole command) {
                  command.console = new Console(clock, out, err);
                }
                return made;
              }
            });
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (problem, given) -> {
          err.println("sitrep: " + problem.getMessage());
          if (!CommandLine.UnmatchedArgumentException.printSuggestions(
              problem, problem.getCommandLine().getErr())) {
            err.println(
                "Try 'sitrep help "
                    + (problem.getCommandLine().getParent() == null
                        ? ""
                        : problem.getCommandLine().getCommandName())
                    + "'.");
          }
          return USAGE;
        });
    line.setExecutionExceptionHandler((failure, at, parsed) -> explain(failure, err));
    try {
      return line.execute(args);
    } catch (Error e) {
      // No memory, a class that does not load: the same one message, the trace in the log.
      return explain(new IllegalStateException(e.toString(), e), err);
    }
  }

  /** One clear message for the person; the stack trace goes to the log. */
  private static int explain(Exception failure, PrintStream err) {
    if (failure instanceof ConfException conf) {
      conf.problems().forEach(err::println);
      err.println("sitrep: " + conf.getMessage() + "; nothing was started");
      return USAGE;
    }
    if (failure instanceof NotReadyException) {
      err.println("sitrep: " + failure.getMessage());
      return NOT_READY;
    }
    if (failure instanceof PersonKeyException) {
      err.println("sitrep: " + failure.getMessage());
      return USAGE;
    }
    if (failure instanceof BusyException) {
      err.println("sitrep: " + failure.getMessage());
      return FAILED;
    }
    if (NightLog.file().isPresent()) {
      LOG.error("The command failed", failure);
    }
    Throwable root = DiskTrouble.of(failure).<Throwable>map(t -> t).orElse(failure);
    while (root.getCause() != null
        && (root.getMessage() == null || root instanceof java.util.concurrent.ExecutionException)) {
      root = root.getCause();
    }
    err.println(
        "sitrep: " + (root.getMessage() == null ? root.toString() : firstLine(root.getMessage())));
    NightLog.file().ifPresent(file -> err.println("The log says more: " + file));
    return FAILED;
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "say what to do, for example: sitrep demo");
    }
  }

  /** Where a command reads the time and writes its lines. */
  record Console(Clock clock, PrintStream out, PrintStream err) {
    Progress progress() {
      return Progress.on(err, System.console() != null && System.getenv("CI") == null);
    }
  }

  /** A command that is given its console by the factory. */
  abstract static class WithConsole implements Callable<Integer> {
    Console console = new Console(Clock.systemUTC(), System.out, System.err);
  }

  /** Options that most commands share. */
  static final class Places {
    @Option(
        names = "--home",
        paramLabel = "DIR",
        defaultValue = "sitrep-home",
        description = "folder of the country's nights (default: ${DEFAULT-VALUE})")
    Path home = Path.of("sitrep-home");

    @Option(
        names = "--conf",
        paramLabel = "DIR",
        description =
            "the country's configuration (default: the profile that ships with the project)")
    @Nullable Path conf;

    Path conf() {
      return conf == null ? Version.defaultConf() : conf;
    }
  }

  /** The last report date whose night is due by now on the country's clock. */
  static LocalDate lastDue(Conf conf, Instant now) {
    ZonedDateTime local = now.atZone(conf.country().timeZone());
    LocalDate yesterday = local.toLocalDate().minusDays(1);
    return local.toLocalTime().isBefore(conf.country().reportTime())
        ? yesterday.minusDays(1)
        : yesterday;
  }

  @Command(
      name = "demo",
      mixinStandardHelpOptions = true,
      description =
          "Sample submissions of the sample country, whole nights, and where the PDFs are.")
  static final class Demo extends WithConsole {
    @Mixin Places places = new Places();

    @Option(
        names = "--until",
        paramLabel = "DATE",
        description = "last report date (default: the sample's own)")
    @Nullable LocalDate until;

    @Option(
        names = "--submissions-only",
        description = "write the sample submissions into the inbox and stop")
    boolean submissionsOnly;

    @Override
    public Integer call() {
      return new DemoNights(console, ConfReader.read(places.conf()), places.home)
          .run(Optional.ofNullable(until), submissionsOnly);
    }
  }

  @Command(
      name = "nightly",
      mixinStandardHelpOptions = true,
      description = "Runs one night, or some of its stages, for one report date.")
  static final class Nightly extends WithConsole {
    @Mixin Places places = new Places();

    @Option(
        names = "--date",
        paramLabel = "D",
        description = "report date, such as 2021-02-15 (default: the last one that is due)")
    @Nullable LocalDate date;

    @Option(
        names = "--inbox",
        paramLabel = "DIR",
        description = "where received files lie (default: inbox of the home); only read")
    @Nullable Path inbox;

    @Option(
        names = "--from",
        paramLabel = "STAGE",
        defaultValue = "ingest",
        converter = StageConverter.class,
        description = "first stage: ingest, normalise, aggregate, report or deliver")
    Stage from = Stage.INGEST;

    @Option(
        names = "--to",
        paramLabel = "STAGE",
        defaultValue = "deliver",
        converter = StageConverter.class,
        description = "last stage")
    Stage to = Stage.DELIVER;

    @Option(
        names = "--hold",
        description = "stop before publishing and keep the night for a person")
    boolean hold;

    @Option(names = "--dry-run", description = "tell what would happen; publish and mail nothing")
    boolean dryRun;

    @Option(
        names = "--received-at",
        paramLabel = "T",
        description =
            "receipt time of every new file, such as 2021-02-16T02:00:00Z"
                + " (default: each file's own modification time)")
    @Nullable String receivedAt;

    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      if (from.compareTo(to) > 0) {
        throw usage("--from " + from.word() + " comes after --to " + to.word());
      }
      if (hold && (from.compareTo(Stage.AGGREGATE) > 0 || to.compareTo(Stage.AGGREGATE) < 0)) {
        throw usage("--hold needs the stage aggregate, which --from and --to leave out");
      }
      if (inbox != null && !Files.isDirectory(inbox)) {
        throw usage("--inbox " + inbox + " is not a folder");
      }
      Conf conf = ConfReader.read(places.conf());
      Instant now = console.clock().instant();
      LocalDate day = date == null ? lastDue(conf, now) : date;
      Home home = Home.open(places.home);
      RunRequest request =
          new RunRequest(
              day,
              home,
              inbox == null ? home.inbox() : inbox,
              from,
              to,
              hold,
              dryRun,
              Optional.ofNullable(receivedAt)
                  .map(text -> time("--received-at", text, conf.country().timeZone(), spec)),
              now);
      return Workplace.night(request, conf, console).exitCode();
    }

    private ParameterException usage(String text) {
      return new ParameterException(
          java.util.Objects.requireNonNull(spec, "set by picocli").commandLine(), text);
    }
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "For senders: says what is wrong with files before they are sent. Keeps nothing.")
  static final class CheckCommand extends WithConsole {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "files to check")
    List<Path> files = List.of();

    @Option(
        names = "--conf",
        paramLabel = "DIR",
        description =
            "the country's configuration (default: the profile that ships with the project)")
    @Nullable Path conf;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "write copies with painted cells and a list of findings into this folder")
    @Nullable Path out;

    @Option(
        names = "--region",
        paramLabel = "R",
        description =
            "code of the region that sends the files (default: the folder a file lies in, when it"
                + " bears the code of a region)")
    @Nullable String region;

    @Option(
        names = "--date",
        paramLabel = "D",
        description = "report date the files are for (default: the last one that is due)")
    @Nullable LocalDate date;

    @Option(
        names = "--lang",
        paramLabel = "L",
        description = "language of the answer, such as kk (default: the country's own)")
    @Nullable String lang;

    @Option(names = "--json", description = "the same as JSON, on one line")
    boolean json;

    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      for (Path file : files) {
        if (!Files.isRegularFile(file)) {
          throw usage(file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        if (!Files.isReadable(file)) {
          throw usage(file + " may not be read");
        }
      }
      if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
        throw usage("--out " + out + " is not a folder");
      }
      Places places = new Places();
      places.conf = conf;
      Conf read = ConfReader.read(places.conf());
      Lang language =
          lang == null
              ? read.country().defaultLanguage()
              : read.country().languages().stream()
                  .filter(known -> known.code().equalsIgnoreCase(lang))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          usage(
                              "--lang "
                                  + lang
                                  + " is not a language of the country; known: "
                                  + read.country().languages()));
      String code = region == null ? null : region.toUpperCase(Locale.ROOT);
      if (code != null && read.regions().stream().noneMatch(r -> r.code().value().equals(code))) {
        throw usage("--region " + region + " is not a region of the register");
      }
      return new Check(console, read, language)
          .run(
              files,
              Optional.ofNullable(code),
              Optional.ofNullable(date),
              Optional.ofNullable(out),
              json);
    }

    private ParameterException usage(String text) {
      return new ParameterException(
          java.util.Objects.requireNonNull(spec, "set by picocli").commandLine(), text);
    }
  }

  /**
   * A time as people write it: with zone, without (the country's), or a day (when it begins).
   *
   * @throws ParameterException when it is none
   */
  private static Instant time(
      String option, String text, ZoneId zone, CommandLine.Model.@Nullable CommandSpec spec) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atTime(LocalTime.MIDNIGHT).atZone(zone).toInstant();
      }
      return text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d")
          ? ZonedDateTime.parse(text).toInstant()
          : java.time.LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new ParameterException(
          java.util.Objects.requireNonNull(spec, "set by picocli").commandLine(),
          option + " '" + text + "' is not a time such as 2021-02-16T02:00:00Z");
    }
  }

  /** Reads a stage's word. */
  static final class StageConverter implements CommandLine.ITypeConverter<Stage> {
    @Override
    public Stage convert(String word) {
      try {
        return Stage.of(word);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description =
          "Who reported, how late, who is missing since when, and what is held: forms of a day, or"
              + " days of a month.")
  static final class StatusCommand extends WithConsole {
    @Mixin Places places = new Places();

    @Option(
        names = "--date",
        paramLabel = "D",
        description = "report date (default: the newest night in the home)")
    @Nullable LocalDate date;

    @Option(
        names = "--month",
        paramLabel = "M",
        description = "a strip of the days of a month, such as 2021-02, for every region")
    @Nullable YearMonth month;

    @Option(names = "--from", paramLabel = "D", description = "first day of a strip")
    @Nullable LocalDate from;

    @Option(
        names = "--to",
        paramLabel = "D",
        description = "last day of a strip (default: 28 days from its first)")
    @Nullable LocalDate to;

    @Option(
        names = "--form",
        paramLabel = "F",
        description = "only this form (default: all that regions owe; a strip shows the worst)")
    @Nullable String form;

    @Option(names = "--json", description = "the same as JSON")
    boolean json;

    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      if (month != null && (from != null || to != null)) {
        throw usage("--month does not go together with --from and --to");
      }
      if (from == null && to != null) {
        throw usage("--to wants --from before it");
      }
      LocalDate first = month == null ? from : month.atDay(1);
      LocalDate last =
          month != null ? month.atEndOfMonth() : to != null || first == null ? to : after(first);
      if (first != null
          && last != null
          && (last.isBefore(first) || last.isAfter(first.plusYears(1)))) {
        throw usage("--to wants a day not before --from and at most a year after it");
      }
      Conf read = ConfReader.read(places.conf());
      List<String> forms = read.calendar().stream().map(ExpectedForm::form).distinct().toList();
      if (form != null && !forms.contains(form)) {
        throw usage("--form " + form + " is not a form that regions owe; known: " + forms);
      }
      return new Status(console, read, places.home)
          .print(new Status.Request(date, first, last, form, json, colour()));
    }

    private static LocalDate after(LocalDate first) {
      return first.plusDays(27);
    }

    private ParameterException usage(String text) {
      return new ParameterException(
          java.util.Objects.requireNonNull(spec, "set by picocli").commandLine(), text);
    }

    /** See no-color.org. */
    private static boolean colour() {
      String no = System.getenv("NO_COLOR");
      return System.console() != null
          && (no == null || no.isEmpty())
          && !"dumb".equals(System.getenv("TERM"));
    }
  }

  /**
   * Who decides, when that and the reason are told.
   *
   * @param by null for the user of this machine
   * @throws ParameterException when either is empty
   */
  private static String signed(
      @Nullable String by, String reason, CommandLine.Model.@Nullable CommandSpec spec) {
    String who = by == null ? System.getProperty("user.name", "") : by;
    if (reason.isBlank() || who.isBlank()) {
      throw new ParameterException(
          java.util.Objects.requireNonNull(spec, "set by picocli").commandLine(),
          reason.isBlank() ? "--reason is empty" : "--by is empty");
    }
    return who.strip();
  }

  @Command(
      name = "remind",
      mixinStandardHelpOptions = true,
      description =
          "Mails to senders of forms that are late now, and to supervisors; each of them once.")
  static final class RemindCommand extends WithConsole {
    @Mixin Places places = new Places();

    @Option(
        names = "--date",
        paramLabel = "D",
        description = "last day that forms may be for (default: today on the country's clock)")
    @Nullable LocalDate date;

    @Option(
        names = "--inbox",
        paramLabel = "DIR",
        description = "where received files lie (default: inbox of the home); only read")
    @Nullable Path inbox;

    @Option(names = "--dry-run", description = "list the letters; send nothing")
    boolean dryRun;

    @Override
    public Integer call() {
      Conf conf = ConfReader.read(places.conf());
      Home home = Home.open(places.home);
      return new Remind(console, conf, home)
          .run(Optional.ofNullable(date), inbox == null ? home.inbox() : inbox, dryRun);
    }
  }

  /** A decision of a person about a night. */
  abstract static class Decision extends WithConsole {
    @Mixin Places places = new Places();

    @Option(
        names = "--date",
        paramLabel = "D",
        required = true,
        description = "report date, such as 2021-02-15")
    LocalDate date = LocalDate.EPOCH;

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "why; stands in the ledger and in the letters")
    String reason = "";

    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "who decides (default: the user of this machine)")
    @Nullable String by;

    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    abstract NightOutcome decide(HeldNights nights, String who);

    @Override
    public Integer call() {
      String who = signed(by, reason, spec);
      Conf conf = ConfReader.read(places.conf());
      Home home = Home.open(Home.openForReading(places.home).root());
      Progress progress = console.progress();
      try (Workplace place = Workplace.forNight(home, "night-" + date, progress)) {
        HeldNights nights =
            new HeldNights(
                home, conf, place.spark(), place.store(), console.clock().instant(), progress);
        return decide(nights, who).exitCode();
      } finally {
        progress.clear();
      }
    }
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = "Publishes a held night as it is, then reports and mails it.")
  static final class Release extends Decision {
    @Override
    NightOutcome decide(HeldNights nights, String who) {
      return nights.release(date, reason.strip(), who);
    }
  }

  @Command(
      name = "hold",
      mixinStandardHelpOptions = true,
      description = "Takes a published night back: its figures, its files, its unsent letters.")
  static final class Hold extends Decision {
    @Override
    NightOutcome decide(HeldNights nights, String who) {
      return nights.hold(date, reason.strip(), who);
    }
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description =
          "Takes a submission back with nothing in its place: it does not count from now on, and"
              + " the next night says what moved.")
  static final class WithdrawCommand extends WithConsole {
    @Option(
        names = "--home",
        paramLabel = "DIR",
        defaultValue = "sitrep-home",
        description = "folder of the country's nights (default: ${DEFAULT-VALUE})")
    Path home = Path.of("sitrep-home");

    @Parameters(
        paramLabel = "SUBMISSION",
        description = "id of a submission, its file name, or its path below the inbox")
    String submission = "";

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "why; stands in the ledger and in the open data")
    String reason = "";

    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "who takes it back (default: the user of this machine)")
    @Nullable String by;

    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      String who = signed(by, reason, spec);
      Home opened = Home.open(Home.openForReading(home).root());
      Progress progress = console.progress();
      try (Workplace place = Workplace.forNight(opened, "withdraw", progress)) {
        new Withdraw(place.spark(), place.store(), console.clock().instant(), progress)
            .take(submission.strip(), reason.strip(), who);
        return 0;
      } catch (Withdraw.Unknown e) {
        throw new ParameterException(
            java.util.Objects.requireNonNull(spec, "set by picocli").commandLine(),
            String.valueOf(e.getMessage()));
      } finally {
        progress.clear();
      }
    }
  }

  @Command(
      name = "form",
      mixinStandardHelpOptions = true,
      description =
          "Writes a blank workbook of a form for a region to fill in: rows of the registers,"
              + " drop-downs, checks, protected headings.")
  static final class FormCommand extends WithConsole {
    @Parameters(paramLabel = "FORM", description = "key of a form, such as cases")
    String form = "";

    @Option(
        names = "--region",
        paramLabel = "R",
        description = "code or name of the region (default: a row for every region)")
    @Nullable String region;

    @Option(
        names = "--lang",
        paramLabel = "L",
        description = "language of the form (default: the country's)")
    @Nullable String lang;

    @Option(
        names = "--date",
        paramLabel = "D",
        description = "the day the figures describe (default: today on the country's clock)")
    @Nullable LocalDate date;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "where to write (default: <form>-<region>-<date>-<lang>.xlsx)")
    @Nullable Path out;

    @Option(
        names = "--conf",
        paramLabel = "DIR",
        description =
            "the country's configuration (default: the profile that ships with the project)")
    @Nullable Path conf;

    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      Places places = new Places();
      places.conf = conf;
      Conf read = ConfReader.read(places.conf());
      LocalDate day =
          date == null
              ? console.clock().instant().atZone(read.country().timeZone()).toLocalDate()
              : date;
      try {
        Path written = new Blanks(read).write(form, region, lang, day, out);
        console.out().println("Wrote " + written);
        return 0;
      } catch (Blanks.Unknown e) {
        throw new ParameterException(
            java.util.Objects.requireNonNull(spec, "set by picocli").commandLine(),
            String.valueOf(e.getMessage()));
      }
    }
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = "The report of a date as it was published, or with what was known by then.")
  static final class ReplayCommand extends WithConsole {
    @Mixin Places places = new Places();

    @Option(
        names = "--date",
        paramLabel = "D",
        required = true,
        description = "report date, such as 2021-02-15")
    LocalDate date = LocalDate.EPOCH;

    @Option(
        names = "--as-known-on",
        paramLabel = "T",
        description =
            "only what was received by then, such as 2021-02-20T06:00:00Z or 2021-02-20 (as that"
                + " day begins); without it: the night as it was published")
    @Nullable String asKnownOn;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "where to write (default: below replay/ of the home)")
    @Nullable Path out;

    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      Conf conf = ConfReader.read(places.conf());
      Optional<Instant> known =
          Optional.ofNullable(asKnownOn)
              .map(text -> time("--as-known-on", text, conf.country().timeZone(), spec));
      return new Replay(console, conf, places.home).write(date, known, Optional.ofNullable(out));
    }
  }

  @Command(
      name = "backfill",
      mixinStandardHelpOptions = true,
      description =
          "Runs the nights of a range of report dates again, in order, under today's configuration,"
              + " and tells which reports are not what readers saw before. A night that is held"
              + " stops nothing; one that fails stops those after it.")
  static final class BackfillCommand extends WithConsole {
    @Mixin Places places = new Places();

    @Option(
        names = "--from",
        paramLabel = "D",
        required = true,
        description = "first report date, such as 2021-02-01")
    LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", paramLabel = "D", required = true, description = "last report date")
    LocalDate to = LocalDate.EPOCH;

    @Option(
        names = "--jobs",
        paramLabel = "N",
        defaultValue = "1",
        description =
            "reports made at the same time, once all nights are published (default:"
                + " ${DEFAULT-VALUE}); the nights themselves run one after the other, since each"
                + " builds on those before it")
    int jobs = 1;

    @Option(
        names = "--inbox",
        paramLabel = "DIR",
        description = "where received files lie (default: inbox of the home); only read")
    @Nullable Path inbox;

    @Option(
        names = "--no-mail",
        description = "mail no reports; 'nightly --from deliver' can do so for each date later")
    boolean noMail;

    @Option(names = "--json", description = "what became of each date as JSON, on one line")
    boolean json;

    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      if (from.isAfter(to)) {
        throw usage("--from " + from + " is after --to " + to);
      }
      if (jobs < 1) {
        throw usage("--jobs " + jobs + " is not a number from 1");
      }
      if (inbox != null && !Files.isDirectory(inbox)) {
        throw usage("--inbox " + inbox + " is not a folder");
      }
      Conf conf = ConfReader.read(places.conf());
      Home home = Home.open(places.home);
      Backfill.Request request =
          new Backfill.Request(home, inbox == null ? home.inbox() : inbox, from, to, jobs, !noMail);
      return new Backfill(console, conf, request).run(json);
    }

    private ParameterException usage(String text) {
      return new ParameterException(
          java.util.Objects.requireNonNull(spec, "set by picocli").commandLine(), text);
    }
  }

  @Command(
      name = "trace",
      mixinStandardHelpOptions = true,
      description =
          "From a figure of a published report to the files and cells it was made of, and what was"
              + " said of them.")
  static final class TraceCommand extends WithConsole {
    @Mixin Places places = new Places();

    @Parameters(
        paramLabel = "FIGURE",
        description =
            "a figure as night.json calls it, such as 'cases_new{stream=U07.1}'; dimensions that"
                + " leave no choice may be left out")
    String figure = "";

    @Option(
        names = "--date",
        paramLabel = "D",
        required = true,
        description = "report date, such as 2021-02-15")
    LocalDate date = LocalDate.EPOCH;

    @Option(
        names = "--region",
        paramLabel = "R",
        description =
            "code or name of a region, or 'unassigned' for what belongs to none (default: the"
                + " nation)")
    @Nullable String region;

    @Option(
        names = "--on",
        paramLabel = "DAY",
        description = "an earlier day that the report tells (default: the report date)")
    @Nullable LocalDate day;

    @Option(names = "--json", description = "the same as JSON, on one line")
    boolean json;

    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      Conf conf = ConfReader.read(places.conf());
      try {
        return new Trace(console, conf, places.home)
            .print(
                FigureName.of(figure),
                date,
                Optional.ofNullable(region),
                Optional.ofNullable(day),
                json);
      } catch (Sought.NoSuchFigure | Blanks.Unknown | FigureName.Malformed e) {
        throw new ParameterException(
            java.util.Objects.requireNonNull(spec, "set by picocli").commandLine(),
            String.valueOf(e.getMessage()));
      }
    }
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Open data of a published night: CSV files and datapackage.json.")
  static final class ExportCommand extends WithConsole {
    @Mixin Places places = new Places();

    @Option(
        names = "--date",
        paramLabel = "D",
        description = "report date (default: the newest night in the home)")
    @Nullable LocalDate date;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "where to write (default: export/<date> of the home)")
    @Nullable Path out;

    @Override
    public Integer call() {
      return new Export(console, ConfReader.read(places.conf()), places.home)
          .write(Optional.ofNullable(date), Optional.ofNullable(out));
    }
  }

  @Command(
      name = "housekeeping",
      mixinStandardHelpOptions = true,
      description =
          "Clears away what unfinished nights left and states of tables that nobody can ask for."
              + " Nothing received, published, reported or sent is touched.")
  static final class HousekeepingCommand extends WithConsole {
    @Option(
        names = "--home",
        paramLabel = "DIR",
        defaultValue = "sitrep-home",
        description = "folder of the country's nights (default: ${DEFAULT-VALUE})")
    Path home = Path.of("sitrep-home");

    @Option(
        names = "--older-than",
        paramLabel = "DAYS",
        defaultValue = "7",
        description = "keep everything younger than so many days (default: ${DEFAULT-VALUE})")
    int olderThan;

    @Option(names = "--json", description = "the same as JSON, on one line")
    boolean json;

    @Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      if (olderThan < 1) {
        throw new ParameterException(
            java.util.Objects.requireNonNull(spec, "set by picocli").commandLine(),
            "--older-than " + olderThan + " is less than a day: a night may be running");
      }
      return new Housekeeping(console, home).run(Duration.ofDays(olderThan), json);
    }
  }

  @Command(
      name = "check-conf",
      mixinStandardHelpOptions = true,
      description = "Reads the configuration and lists every problem with file and line.")
  static final class CheckConf extends WithConsole {
    @Option(
        names = "--conf",
        paramLabel = "DIR",
        description =
            "the country's configuration (default: the profile that ships with the project)")
    @Nullable Path conf;

    @Option(names = "--json", description = "the same as JSON")
    boolean json;

    @Override
    public Integer call() {
      Places places = new Places();
      places.conf = conf;
      try {
        Conf read = ConfReader.read(places.conf());
        console
            .out()
            .println(
                json
                    ? Json.line(java.util.Map.of("version", read.version(), "problems", List.of()))
                    : "No problems in "
                        + places.conf()
                        + ": "
                        + read.regions().size()
                        + " region entries, "
                        + read.forms().size()
                        + " forms, "
                        + read.rules().size()
                        + " rules (version "
                        + read.version()
                        + ")");
        return 0;
      } catch (ConfException e) {
        if (json) {
          console
              .out()
              .println(
                  Json.line(
                      java.util.Map.of(
                          "problems", e.problems().stream().map(ConfProblem::toString).toList())));
          return USAGE;
        }
        throw e;
      }
    }
  }
}
