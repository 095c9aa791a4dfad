package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFileTest {
  private final Path folder;
  private final PersonKey key;

  SealedFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.key = key("key", "0123456789abcdef0123456789abcdef");
  }

  private PersonKey key(String file, String text) {
    try {
      return PersonKey.of(Files.writeString(folder.resolve(file), text), name -> null);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] random(int size) {
    byte[] out = new byte[size];
    new Random(7).nextBytes(out);
    return out;
  }

  private Path sealed(byte[] content) throws IOException {
    Path file = folder.resolve("sealed-" + content.length);
    try (OutputStream out = SealedFile.seal(Files.newOutputStream(file), key)) {
      out.write(content);
    }
    return file;
  }

  @Test
  void contentOfAnyLengthComesBack() throws IOException {
    for (int size : List.of(0, 1, 65_535, 65_536, 65_537, 131_072, 300_000)) {
      byte[] content = random(size);
      try (Content clear = SealedFile.open(sealed(content), key)) {
        assertThat(clear.size()).isEqualTo(size);
        assertThat(clear.stream().readAllBytes()).isEqualTo(content);
      }
    }
  }

  @Test
  void anyPlaceCanBeRead() throws IOException {
    byte[] content = random(300_000);
    try (Content clear = SealedFile.open(sealed(content), key)) {
      ByteBuffer bytes = ByteBuffer.allocate(100);
      assertThat(clear.read(bytes, 131_072 - 40)).isEqualTo(40);
      assertThat(clear.read(bytes, 131_072)).isEqualTo(60);
      assertThat(bytes.array()).isEqualTo(Arrays.copyOfRange(content, 131_032, 131_132));
      assertThat(clear.read(bytes, 300_000)).isEqualTo(-1);
    }
  }

  @Test
  void nothingOfTheContentStandsInTheFile() throws IOException {
    byte[] content = "890101100109;".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    assertThat(Files.readString(sealed(content), StandardCharsets.ISO_8859_1))
        .doesNotContain("890101100109")
        .startsWith("SITREPS1");
  }

  @Test
  void changedOrCutFilesAreNoticed() throws IOException {
    Path file = sealed(random(200_000));
    byte[] whole = Files.readAllBytes(file);
    byte[] changed = whole.clone();
    changed[100_000] ^= 1;
    // cut at the end of a chunk, where nothing but the missing end gives it away
    byte[] cut = Arrays.copyOf(whole, 40 + 2 * (65_536 + 16));
    for (byte[] bad : List.of(changed, cut)) {
      Files.write(file, bad);
      try (Content clear = SealedFile.open(file, key)) {
        assertThatThrownBy(() -> clear.stream().readAllBytes())
            .isInstanceOf(IOException.class)
            .hasMessageContaining("it was changed or cut off since it was sealed");
      }
    }
    try (Content clear =
        SealedFile.open(sealed(random(10)), key("other", "another key of thirty-two letters"))) {
      assertThatThrownBy(() -> clear.stream().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void theArchiveKeepsLargeContentSealedOrClearUnderTheSameName() throws IOException {
    byte[] content = random(3 << 20);
    Archive archive = new Archive(folder.resolve("archive"), key);
    String hash = keep(archive, content, false);
    assertThat(Files.readAllBytes(archive.path(hash))).isEqualTo(content);
    // what was in clear before it was known to hold persons is sealed now, and stays so
    assertThat(keep(archive, content, true)).isEqualTo(hash);
    assertThat(SealedFile.isSealed(archive.path(hash))).isTrue();
    keep(archive, content, false);
    try (Content clear = Archive.open(archive.path(hash), key)) {
      assertThat(clear.stream().readAllBytes()).isEqualTo(content);
    }
    try (Stream<Path> files = Files.walk(folder.resolve("archive"))) {
      assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(hash, ".person-key-id");
    }
  }

  private static String keep(Archive archive, byte[] content, boolean sealed) throws IOException {
    try (Archive.Incoming incoming = archive.receive(new ByteArrayInputStream(content))) {
      incoming.keep(sealed);
      return incoming.sha256();
    }
  }

  @Test
  void whatOnlyLooksSealedIsReadAsItWasSent() throws IOException {
    byte[] content = "SITREPS1 by hand".getBytes(StandardCharsets.US_ASCII);
    Archive archive = new Archive(folder.resolve("archive"), key);
    try (Content clear = Archive.open(archive.path(keep(archive, content, false)), key)) {
      assertThat(clear.stream().readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void aKeyIsMadeOnceForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("home/person.key");
    Path mark = folder.resolve("home/archive/mark");
    PersonKey made = PersonKey.of(file, name -> null);
    assertThat(file).doesNotExist();
    made.settle(mark);
    assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    PersonKey.of(file, name -> null).settle(mark);
    assertThat(made.derived("person", new byte[0]))
        .isEqualTo(PersonKey.of(file, name -> null).derived("person", new byte[0]));
  }

  @Test
  void aLostOrExchangedKeyStopsTheNight() throws IOException {
    Path file = folder.resolve("person.key");
    Path mark = folder.resolve("archive/mark");
    PersonKey.of(file, name -> null).settle(mark);
    Files.delete(file);
    assertThatThrownBy(() -> PersonKey.of(file, name -> null).settle(mark))
        .isInstanceOf(PersonKeyException.class)
        .hasMessageContaining("The key for data on persons is gone");
    assertThat(file).doesNotExist();
    Files.writeString(file, "another key of thirty-two letters");
    assertThatThrownBy(() -> PersonKey.of(file, name -> null).settle(mark))
        .isInstanceOf(PersonKeyException.class)
        .hasMessageContaining("is another than the one the archive was sealed with");
  }

  @Test
  void theEnvironmentGoesBeforeTheHome() {
    Path file = folder.resolve("person.key");
    PersonKey inline = PersonKey.of(file, name -> name.endsWith("_KEY") ? "k".repeat(32) : null);
    inline.settle(folder.resolve("archive/mark"));
    assertThat(file).doesNotExist();
    PersonKey named =
        PersonKey.of(
            file, name -> name.endsWith("_FILE") ? folder.resolve("key").toString() : null);
    assertThat(named.derived("id", new byte[0])).isEqualTo(key.derived("id", new byte[0]));
    assertThatThrownBy(
            () -> PersonKey.of(file, name -> name.endsWith("_KEY") ? "k".repeat(31) : null))
        .isInstanceOf(PersonKeyException.class)
        .hasMessageContaining("is too short: wanted at least 32 characters");
  }
}
