package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table {@code submission}. One row per received file (or per file inside a zip): what came, from
 * whom, when.
 */
public final class Submissions {
  public static final String TABLE = "submission";

  /** First 16 hex digits of the SHA-256 over content, sender, path and received time. */
  public static final String SUBMISSION_ID = "submission_id";

  /** Night that learnt it. */
  public static final String NIGHT_ID = "night_id";

  /**
   * Of the content; names the file in the archive, see {@link #archivePath}. Of nothing when the
   * content could not be read.
   */
  public static final String SHA256 = "sha256";

  /** File name as received. */
  public static final String FILE = "file";

  /** Path below the inbox, with / between parts. */
  public static final String PATH = "path";

  /** Name inside a zip; null for a file of its own. */
  public static final String MEMBER = "member";

  /** Bytes. */
  public static final String SIZE = "size";

  /** Modification time of the file as found, UTC. */
  public static final String MODIFIED_AT = "modified_at";

  /** When we learnt it, UTC. */
  public static final String RECEIVED_AT = "received_at";

  /** Region code from the inbox sub-folder; null when the file lay outside one. */
  public static final String SENDER = "sender";

  /** Xlsx, xls, csv, ...; null when refused before the type was known. */
  public static final String CONTAINER = "container";

  /** Character set of text files; null for workbooks. */
  public static final String ENCODING = "encoding";

  /** Read | refused | duplicate. */
  public static final String OUTCOME = "outcome";

  /** Submission with the same content; null unless outcome is duplicate. */
  public static final String DUPLICATE_OF = "duplicate_of";

  /** Data on single persons was found in it: it is archived sealed, and no copy of it leaves. */
  public static final String PERSONS = "persons";

  /** Columns that name a row. */
  public static final List<String> KEY = List.of(SUBMISSION_ID);

  private static final StructType SCHEMA =
      new StructType()
          .add(SUBMISSION_ID, DataTypes.StringType, false)
          .add(NIGHT_ID, DataTypes.StringType, false)
          .add(SHA256, DataTypes.StringType, false)
          .add(FILE, DataTypes.StringType, false)
          .add(PATH, DataTypes.StringType, false)
          .add(MEMBER, DataTypes.StringType, true)
          .add(SIZE, DataTypes.LongType, false)
          .add(MODIFIED_AT, DataTypes.TimestampType, false)
          .add(RECEIVED_AT, DataTypes.TimestampType, false)
          .add(SENDER, DataTypes.StringType, true)
          .add(CONTAINER, DataTypes.StringType, true)
          .add(ENCODING, DataTypes.StringType, true)
          .add(OUTCOME, DataTypes.StringType, false)
          .add(DUPLICATE_OF, DataTypes.StringType, true)
          .add(PERSONS, DataTypes.BooleanType, false);

  /** Values of {@link #OUTCOME}. */
  public static final String READ = "read";

  public static final String REFUSED = "refused";
  public static final String DUPLICATE = "duplicate";

  /** In place of read, where readers are told what was taken back; the table itself keeps read. */
  public static final String WITHDRAWN = "withdrawn";

  private Submissions() {}

  /** Where content lies below the archive: two hex digits as folder, the whole hash as name. */
  public static String archivePath(String sha256) {
    return sha256.substring(0, 2) + "/" + sha256;
  }

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
