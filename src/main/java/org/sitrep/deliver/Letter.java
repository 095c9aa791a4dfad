package org.sitrep.deliver;

import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Lang;

/**
 * One mail to one recipient, ready to be written down. Texts are single-line where a header needs
 * it; {@link Mime} refuses anything else.
 *
 * @param messageId with its angle brackets
 * @param date what the Date header says
 * @param body plain text, lines end in {@code \n}
 */
record Letter(
    String messageId,
    ZonedDateTime date,
    Address from,
    @Nullable String replyTo,
    Address to,
    Lang lang,
    String subject,
    String body,
    List<Attachment> attachments) {

  Letter {
    attachments = List.copyOf(attachments);
  }

  /** A mailbox with the name shown beside it. */
  record Address(String mailbox, String name) {}

  /** A file that goes along. */
  @SuppressWarnings("ArrayRecordComponent") // bytes travel from disk to the mail, never compared
  record Attachment(String fileName, String contentType, byte[] content) {}
}
