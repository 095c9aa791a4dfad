package org.sitrep.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret under which persons get their pseudonyms and files about them are sealed. It comes
 * from the environment, from a file the environment names, or from a file of the home that is made
 * when it is first needed; never from the configuration. What travels to tasks is where it is to be
 * found, never the secret itself: whatever Spark writes to a disk does not hold it.
 */
public final class PersonKey implements Serializable {
  /** Environment variable with the secret itself. */
  public static final String VARIABLE = "SITREP_PERSON_KEY";

  /** Environment variable with the path of a file that holds the secret. */
  public static final String FILE_VARIABLE = "SITREP_PERSON_KEY_FILE";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PersonKey.class);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_LENGTH = 32;

  /** Null: the secret stands in the environment itself. */
  private final @Nullable String file;

  private final boolean own;
  private transient byte @Nullable [] secret;

  private PersonKey(@Nullable String file, boolean own) {
    this.file = file;
    this.own = own;
  }

  /**
   * Finds out where the key is, without reading it.
   *
   * @param homeFile where it is made when the environment names none
   * @param environment value of a variable, null when it is not set
   */
  public static PersonKey of(Path homeFile, UnaryOperator<@Nullable String> environment) {
    String inline = environment.apply(VARIABLE);
    if (inline != null && !inline.isBlank()) {
      PersonKey out = new PersonKey(null, false);
      out.secret = checked(inline, VARIABLE);
      return out;
    }
    String named = environment.apply(FILE_VARIABLE);
    return named != null && !named.isBlank()
        ? new PersonKey(Path.of(named).toAbsolutePath().toString(), false)
        : new PersonKey(homeFile.toAbsolutePath().toString(), true);
  }

  /**
   * A new key for pseudonyms that mean nothing beyond one run.
   *
   * @param file where it is made; it goes with the folder
   */
  public static PersonKey passing(Path file) {
    try {
      make(file);
    } catch (IOException e) {
      throw new PersonKeyException("Cannot make a key for data on persons: " + file, e);
    }
    return new PersonKey(file.toAbsolutePath().toString(), true);
  }

  /**
   * Makes sure that there is a key and that it is the one the archive was sealed with; makes one
   * when the home has none yet.
   *
   * @param mark file beside the sealed ones that tells one key from another without giving it away
   */
  void settle(Path mark) {
    try {
      boolean sealed = Files.exists(mark);
      if (own && file != null && !Files.exists(Path.of(file))) {
        if (sealed) {
          throw new PersonKeyException(
              "The key for data on persons is gone: "
                  + file
                  + ". Put the copy of it back there, or name it in "
                  + FILE_VARIABLE
                  + ". Without it nobody can open the sealed files of the archive nor recognise a"
                  + " person again; to begin anew all the same, delete "
                  + mark);
        }
        make(Path.of(file));
        LOG.warn(
            "Made a key for data on persons: {}. Keep a copy of it in a safe place, apart from this"
                + " home and its backups. Without it nobody can open the sealed files of the"
                + " archive, and a person who comes again is not recognised.",
            file);
      }
      String id = HexFormat.of().formatHex(derived("id", new byte[0]), 0, 8);
      if (!sealed) {
        write(mark, id + "\n");
      } else if (!Files.readString(mark).strip().equals(id)) {
        throw new PersonKeyException(
            "The key for data on persons is another than the one the archive was sealed with."
                + " Give Sitrep the earlier key ("
                + VARIABLE
                + ", "
                + FILE_VARIABLE
                + " or person.key in the home); to begin anew all the same, delete "
                + mark);
      }
    } catch (IOException e) {
      throw new PersonKeyException("Cannot use the key for data on persons: " + e.getMessage(), e);
    }
  }

  /** A key for one purpose, 32 bytes; whoever learns it does not learn the others. */
  byte[] derived(String purpose, byte[] salt) {
    Mac mac = mac(secret());
    mac.update(("sitrep " + purpose + " 1").getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    return mac.doFinal(salt);
  }

  /** A new HMAC-SHA-256; not to be shared between threads. */
  static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot find " + ALGORITHM, e);
    }
  }

  private byte[] secret() {
    byte[] known = secret;
    if (known == null) {
      known = file == null ? fromEnvironment() : fromFile(Path.of(file));
      secret = known;
    }
    return known;
  }

  private static byte[] fromEnvironment() {
    String value = System.getenv(VARIABLE);
    if (value == null) {
      throw new PersonKeyException(VARIABLE + " is not set where the tasks run");
    }
    return checked(value, VARIABLE);
  }

  private static byte[] fromFile(Path file) {
    try {
      return checked(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new PersonKeyException("Cannot read the key for data on persons: " + file, e);
    }
  }

  private static byte[] checked(String text, String where) {
    String stripped = text.strip();
    if (stripped.length() < LEAST_LENGTH) {
      throw new PersonKeyException(
          "The key for data on persons in "
              + where
              + " is too short: wanted at least "
              + LEAST_LENGTH
              + " characters, such as the output of: openssl rand -hex 32");
    }
    return stripped.getBytes(StandardCharsets.UTF_8);
  }

  private static void make(Path file) throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    write(file, HexFormat.of().formatHex(random) + "\n");
  }

  /**
   * Writes all of a file or none of it, readable by its owner alone, and on the disk before
   * anything is sealed: half a key would lock the archive for good.
   */
  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path half = Files.createTempFile(file.getParent(), ".key-", ".part");
    try {
      try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(half);
    }
  }
}
