package org.sitrep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.stream.Stream;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.domain.NightEntry;

/**
 * Keeps the configuration of every night beside its tables. A report can be made again only with
 * the regions, words and definitions it was made with.
 */
final class ConfArchive {
  private ConfArchive() {}

  /** Copies the folder of {@code conf} once for each version; what is not read stays behind. */
  static void keep(Home home, Conf conf) {
    Path kept = home.conf(conf.version());
    if (Files.isDirectory(kept)) {
      return;
    }
    Path half = kept.resolveSibling("." + conf.version() + ".part");
    try {
      delete(half);
      Files.createDirectories(half);
      Files.walkFileTree(
          conf.directory(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              if (ignored(conf.directory(), folder)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              Files.createDirectories(half.resolve(conf.directory().relativize(folder).toString()));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (!ignored(conf.directory(), file)) {
                Files.copy(file, half.resolve(conf.directory().relativize(file).toString()));
              }
              return FileVisitResult.CONTINUE;
            }
          });
      Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the configuration in " + kept, e);
    }
  }

  /**
   * The configuration a night was published under.
   *
   * @param given the one at hand; taken when it is the same version
   * @throws NotReadyException when the home has no copy of it
   */
  static Conf of(Home home, NightEntry night, Conf given) {
    if (given.version().equals(night.confVersion())) {
      return given;
    }
    Path kept = home.conf(night.confVersion());
    if (!Files.isDirectory(kept)) {
      throw new NotReadyException(
          "Night "
              + night.nightId()
              + " was made with configuration "
              + night.confVersion()
              + ", which is not kept in "
              + home.root()
              + "; give its folder with --conf");
    }
    return ConfReader.read(kept);
  }

  private static boolean ignored(Path top, Path path) {
    String name = String.valueOf(path.getFileName());
    boolean aside = name.startsWith(".") || name.startsWith("~") || name.endsWith("~");
    return !path.equals(top) && (aside || path.equals(top.resolve("sample")));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
