package org.sitrep;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.jspecify.annotations.Nullable;

/** Sends every log line, stack traces included, to a file of the home and none to the terminal. */
final class NightLog {
  private static final AtomicReference<@Nullable Path> FILE = new AtomicReference<>();

  private NightLog() {}

  /** The file in use; empty before a home was opened. */
  static Optional<Path> file() {
    return Optional.ofNullable(FILE.get());
  }

  /** From now on log to {@code file}; times in UTC. */
  static void to(Path file) {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    FileAppender appender =
        FileAppender.newBuilder()
            .setName("night")
            .withFileName(file.toString())
            .withAppend(true)
            .setConfiguration(configuration)
            .setLayout(
                PatternLayout.newBuilder()
                    .withPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC} %-5p %c{1} %m%n%throwable")
                    .withConfiguration(configuration)
                    .build())
            .build();
    appender.start();
    configuration.addAppender(appender);
    configuration.getRootLogger().getAppenders().keySet().stream()
        .toList()
        .forEach(configuration.getRootLogger()::removeAppender);
    // A level at the appender would hold back our own lines as well.
    configuration.getRootLogger().addAppender(appender, null, null);
    configuration.getRootLogger().setLevel(Level.WARN);
    configuration.getLoggerConfig("org.sitrep").setLevel(Level.INFO);
    context.updateLoggers();
    FILE.set(file);
  }
}
