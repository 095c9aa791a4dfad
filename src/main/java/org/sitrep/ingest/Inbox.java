package org.sitrep.ingest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the inbox. Nothing in it is ever changed. Litter that systems leave beside files
 * (names that start with a dot, {@code Thumbs.db}, {@code desktop.ini}, {@code __MACOSX}) is not
 * looked at; links are not followed.
 */
final class Inbox {
  private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini", "__macosx");
  private static final Set<String> SHEETS = Set.of("xlsx", "xlsm", "xls", "csv", "zip");

  /**
   * Something in the inbox.
   *
   * @param path below the inbox, with / between parts; persons starred out
   * @param modifiedAt to the microsecond, as tables keep it
   * @param sender code of the first folder that is a region; null when there is none
   * @param plain false for a folder named like a spreadsheet, a link or a device
   */
  record Entry(
      Path file,
      String path,
      long size,
      Instant modifiedAt,
      @Nullable String sender,
      boolean plain) {

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  private Inbox() {}

  /**
   * Everything below {@code folder}, sorted by path; nothing when there is no such folder.
   *
   * @param folder may itself be a link, as to a mounted share; links below it are not followed
   * @param regions known codes by their lower-case spelling
   * @param starred takes persons out of a path
   */
  static List<Entry> list(Path folder, Map<String, String> regions, UnaryOperator<String> starred)
      throws IOException {
    List<Entry> out = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return out;
    }
    // the walk does not follow links, not even the one it starts from
    Path inbox = folder.toRealPath();
    Files.walkFileTree(
        inbox,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
            if (below.equals(inbox)) {
              return FileVisitResult.CONTINUE;
            }
            if (litter(name(below))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (SHEETS.contains(extension(name(below)))) {
              out.add(entry(below, 0, attributes, false));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!litter(name(file))) {
              out.add(entry(file, attributes.size(), attributes, attributes.isRegularFile()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            out.add(
                new Entry(file, path(file), 0, Instant.EPOCH, sender(path(file), regions), false));
            return FileVisitResult.CONTINUE;
          }

          private Entry entry(Path file, long size, BasicFileAttributes attributes, boolean plain) {
            Instant modified =
                attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS);
            String path = path(file);
            return new Entry(file, path, size, modified, sender(path, regions), plain);
          }

          private String path(Path file) {
            return starred.apply(inbox.relativize(file).toString().replace('\\', '/'));
          }
        });
    out.sort(Comparator.comparing(Entry::path));
    return out;
  }

  /** Code of the first folder of {@code path} that is a region; null when there is none. */
  static @Nullable String sender(String path, Map<String, String> regions) {
    String[] parts = path.split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      String code = regions.get(parts[i].toLowerCase(Locale.ROOT));
      if (code != null) {
        return code;
      }
    }
    return null;
  }

  /** Whether a file or folder of this name is nobody's submission. */
  static boolean litter(String name) {
    return name.startsWith(".") || LITTER.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
