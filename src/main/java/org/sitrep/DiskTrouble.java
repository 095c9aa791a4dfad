package org.sitrep;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A disk is full or refuses to be written to. Libraries tell it in many ways, some as text alone;
 * the message here says which folder it is, why, and what to do.
 */
final class DiskTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String FULL = "the disk is full";
  private static final String READ_ONLY = "its disk can only be read";
  private static final String REFUSED = "permission denied";
  private static final String A_FILE = "a file stands where a folder is wanted";

  /** A path in a message, up to what cannot belong to it. */
  private static final Pattern PATH = Pattern.compile("(?<![\\w/])(?:file:)?(/[^\\s:'\"(),;]+)");

  private final String where;
  private final String why;

  private DiskTrouble(String where, String why, String consequence, Throwable cause) {
    super(
        (why.equals(FULL) || why.equals(READ_ONLY) ? "Cannot write to " : "Cannot use ")
            + where
            + ": "
            + why
            + ". "
            + consequence
            + cure(why)
            + " and run the same command again",
        cause);
    this.where = where;
    this.why = why;
  }

  /**
   * The trouble behind a failure; empty when it is another one.
   *
   * @param folders where the command writes: the fullest is named when the failure names none
   */
  static Optional<DiskTrouble> of(Throwable failure, Path... folders) {
    if (failure instanceof DiskTrouble known) {
      return Optional.of(known);
    }
    for (Throwable cause : causes(failure)) {
      String why = reason(cause);
      if (why != null) {
        Path named = path(cause);
        return Optional.of(
            new DiskTrouble(
                named == null ? place(why, List.of(folders)) : folder(named, folders).toString(),
                why,
                "",
                failure));
      }
    }
    return Optional.empty();
  }

  /** The trouble with a folder that was tried before anything began. */
  static DiskTrouble at(Path folder, IOException failure) {
    String why = reason(failure);
    return new DiskTrouble(
        folder.toString(),
        why == null ? String.valueOf(failure.getMessage()) : why,
        "Nothing was started. ",
        failure);
  }

  /** The same with a sentence on what became of the work. */
  DiskTrouble with(String consequence) {
    return new DiskTrouble(where, why, consequence + ". ", this);
  }

  /** Why a file cannot be written; null when {@code failure} says nothing of the kind. */
  static @Nullable String reason(Throwable failure) {
    if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
      return A_FILE;
    }
    if (failure instanceof AccessDeniedException) {
      return REFUSED;
    }
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("no space left on device")
        || text.contains("disk quota exceeded")
        || text.contains("not enough space on the disk")) {
      return FULL;
    }
    if (text.contains("read-only file system")) {
      return READ_ONLY;
    }
    if (!(failure instanceof IOException)) {
      return null;
    }
    if (text.contains("permission denied")) {
      return REFUSED;
    }
    return text.contains("not a directory") || text.contains("mkdirs failed") ? A_FILE : null;
  }

  private static String cure(String why) {
    return switch (why) {
      case FULL -> "Free some space";
      case A_FILE -> "Move it away";
      case READ_ONLY -> "Mount it so that it can be written to";
      default -> "Let the user " + System.getProperty("user.name") + " read and write there";
    };
  }

  private static List<Throwable> causes(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> out = new ArrayList<>();
    List<Throwable> open = new ArrayList<>(List.of(failure));
    while (!open.isEmpty()) {
      Throwable next = open.remove(open.size() - 1);
      if (seen.add(next)) {
        out.add(next);
        open.addAll(List.of(next.getSuppressed()));
        if (next.getCause() != null) {
          open.add(next.getCause());
        }
      }
    }
    // The deepest knows best which file it was.
    Collections.reverse(out);
    return out;
  }

  private static @Nullable Path path(Throwable cause) {
    if (cause instanceof FileSystemException file && file.getFile() != null) {
      return Path.of(file.getFile());
    }
    Matcher named = PATH.matcher(String.valueOf(cause.getMessage()));
    return named.find() ? Path.of(named.group(1)) : null;
  }

  /** The folder below one of {@code folders} that {@code file} is in; else its own. */
  private static Path folder(Path file, Path... folders) {
    for (Path folder : folders) {
      if (file.startsWith(folder)) {
        Path below = folder.relativize(file);
        return below.getNameCount() > 1 ? folder.resolve(below.getName(0)) : folder;
      }
    }
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private static String place(String why, List<Path> folders) {
    return folders.stream()
        .filter(folder -> why.equals(FULL))
        .min(Comparator.comparingLong(DiskTrouble::room))
        .or(() -> folders.stream().findFirst())
        .map(Path::toString)
        .orElse("a folder");
  }

  private static long room(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
