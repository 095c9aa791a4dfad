package org.sitrep.ingest;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Sha256;

/**
 * A file received tonight, or one inside a zip received tonight.
 *
 * @param id the submission's id
 * @param name file name, without folders
 * @param path below the inbox; of the zip for a file inside one
 * @param member name inside the zip; null for a file of its own
 * @param archived where its content lies; null when it is not kept or could not be read
 * @param persons whether data on persons was found in it: it is kept sealed
 */
record Receipt(
    String id,
    String sha256,
    String name,
    String path,
    @Nullable String member,
    long size,
    Instant modifiedAt,
    Instant receivedAt,
    @Nullable String sender,
    @Nullable String archived,
    boolean persons)
    implements Serializable {

  /** First 16 hex digits of the SHA-256 over what makes a receipt. */
  static String id(
      String sha256,
      @Nullable String sender,
      String path,
      @Nullable String member,
      Instant receivedAt) {
    MessageDigest digest = Sha256.digest();
    String place = member == null ? path : path + "!" + member;
    String all = String.join("|", sha256, sender == null ? "" : sender, place, "" + receivedAt);
    digest.update(all.getBytes(StandardCharsets.UTF_8));
    return Sha256.hex(digest).substring(0, 16);
  }

  /** Name for people: the file, and where it lies when it is inside a zip. */
  String title() {
    return member == null ? name : path.substring(path.lastIndexOf('/') + 1) + "/" + member;
  }
}
