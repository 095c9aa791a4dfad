package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told whose disk is full or may not be written to. */
class DiskTroubleTest {
  private static final Path HOME = Path.of("/srv/sitrep-home");

  @TempDir private Path root;

  private static String told(Throwable failure) {
    return DiskTrouble.of(failure, HOME).orElseThrow().with("Nothing was published").getMessage();
  }

  @Test
  void fullDiskIsToldWithTheFolderOfTheHome() {
    Throwable failure =
        new UncheckedIOException(
            "Cannot write report",
            new FileSystemException(
                "/srv/sitrep-home/reports/2021-02-15/a.pdf", null, "No space left on device"));

    assertThat(told(failure))
        .isEqualTo(
            "Cannot write to /srv/sitrep-home/reports: the disk is full. Nothing was published."
                + " Free some space and run the same command again");
  }

  @Test
  void fullDiskOfATaskIsFoundInWhatSparkSays() {
    Throwable failure =
        new SparkException(
            "Job aborted due to stage failure: Task 0 in stage 3.0 failed 1 times:"
                + " java.io.IOException: No space left on device",
            new IllegalStateException("task"));

    assertThat(told(failure)).startsWith("Cannot write to /srv/sitrep-home: the disk is full.");
  }

  @Test
  void fullDiskOfHadoopIsAnError() {
    assertThat(told(new Error(new IOException("No space left on device"))))
        .contains("the disk is full");
    assertThat(told(new IOException("Disk quota exceeded"))).contains("the disk is full");
  }

  @Test
  void readOnlyDiskAndMissingRightAreToldApart() {
    assertThat(
            told(
                new FileSystemException(
                    "/srv/sitrep-home/outbox/a.eml", null, "Read-only file system")))
        .startsWith("Cannot write to /srv/sitrep-home/outbox: its disk can only be read.")
        .contains("Mount it so that it can be written to");
    assertThat(told(new AccessDeniedException("/srv/sitrep-home/archive/ab/abcd")))
        .startsWith("Cannot use /srv/sitrep-home/archive: permission denied.")
        .contains("Let the user " + System.getProperty("user.name") + " read and write there");
  }

  @Test
  void otherFailuresAreNoneOfTheDisk() {
    assertThat(
            DiskTrouble.of(new IllegalStateException("national is not the sum of regions"), HOME))
        .isEmpty();
    assertThat(DiskTrouble.of(new IOException("Connection reset"), HOME)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"logs", "archive", "tables", "reports", "returns", "outbox", "inbox"})
  void fileInPlaceOfAFolderStopsTheNightBeforeItBegins(String folder) throws IOException {
    Path file = Files.writeString(root.resolve(folder), "not a folder");

    assertThatThrownBy(() -> Home.open(root))
        .hasMessage(
            "Cannot use "
                + file
                + ": a file stands where a folder is wanted. Nothing was started. Move it away and"
                + " run the same command again");
  }

  /** What the system says to anybody but root, who may write anywhere. */
  @Test
  void folderWithoutTheRightToWriteIsNamedWithWhoNeedsIt() {
    Path closed = root.resolve("tables");
    assertThat(DiskTrouble.at(closed, new AccessDeniedException(closed + "/.write1.probe")))
        .hasMessageStartingWith(
            "Cannot use " + closed + ": permission denied. Nothing was started. Let the user ");
  }

  @Test
  void inboxIsOnlyRead() throws IOException {
    Path inbox = Files.createDirectory(root.resolve("inbox"));
    Files.setPosixFilePermissions(inbox, PosixFilePermissions.fromString("r-xr-xr-x"));

    assertThat(Home.open(root).inbox()).isEqualTo(inbox);
  }
}
