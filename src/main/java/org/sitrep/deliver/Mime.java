package org.sitrep.deliver;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;

/**
 * A letter as an internet message. The same letter gives the same bytes: the boundary is derived
 * from the message id, and the date is the letter's own, where the mail library would take the
 * clock.
 */
final class Mime {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private Mime() {}

  /**
   * The message in the session of whoever sends it.
   *
   * @param written run each time all of it was written, before the line that says so
   */
  static MimeMessage message(Letter letter, Session session, Runnable written)
      throws MessagingException {
    MimeMessage message = new Message(session, single(letter.messageId(), "Message-ID"), written);
    message.setFrom(address(letter.from()));
    message.setRecipient(jakarta.mail.Message.RecipientType.TO, address(letter.to()));
    if (letter.replyTo() != null) {
      message.setReplyTo(new InternetAddress[] {address(new Letter.Address(letter.replyTo(), ""))});
    }
    message.setSubject(single(letter.subject(), "Subject"), UTF_8);
    message.setHeader(
        "Date", DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).format(letter.date()));
    message.setHeader("Content-Language", letter.lang().code());
    // Asks holiday answering machines to stay silent (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setContent(parts(letter));
    message.saveChanges();
    return message;
  }

  /** The bytes of an {@code .eml} file. */
  static byte[] bytes(Letter letter) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      message(letter, Session.getInstance(new Properties()), () -> {}).writeTo(out);
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("Cannot write mail to: " + letter.to().mailbox(), e);
    }
    return out.toByteArray();
  }

  /**
   * A mailbox fit for a header, or an exception: one {@code @}, no blank, no line end, ASCII only.
   */
  static InternetAddress address(Letter.Address address) throws MessagingException {
    try {
      InternetAddress out =
          new InternetAddress(Mailboxes.checked(address.mailbox()), single(address.name(), "name"));
      if (address.name().isEmpty()) {
        out.setPersonal(null);
      } else {
        out.setPersonal(address.name(), UTF_8);
      }
      out.validate();
      return out;
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MimeMultipart parts(Letter letter) throws MessagingException {
    MimeMultipart parts = new Parts("sitrep-" + Integer.toHexString(letter.messageId().hashCode()));
    MimeBodyPart text = new MimeBodyPart();
    // Text on the wire ends its lines in CRLF (RFC 2046, 4.1.1), inside base64 too.
    text.setText(letter.body().replace("\n", "\r\n"), UTF_8);
    parts.addBodyPart(text);
    for (Letter.Attachment attachment : letter.attachments()) {
      MimeBodyPart file = new MimeBodyPart();
      file.setDataHandler(
          new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.contentType())));
      file.setFileName(single(attachment.fileName(), "file name"));
      file.setHeader("Content-Transfer-Encoding", "base64");
      parts.addBodyPart(file);
    }
    return parts;
  }

  /** A text that stays on its header line; anything else could add headers of its own. */
  private static String single(String text, String what) {
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028)) {
      throw new IllegalArgumentException(
          "Cannot write mail: " + what + " holds a line end or another control character");
    }
    return text;
  }

  private static final class Message extends MimeMessage {
    private final String id;
    private final Runnable written;

    Message(Session session, String id, Runnable written) {
      super(session);
      this.id = id;
      this.written = written;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
      super.writeTo(out, ignored);
      written.run();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  private static final class Parts extends MimeMultipart {
    Parts(String boundary) {
      super("mixed");
      contentType = "multipart/mixed; boundary=\"" + boundary + "\"";
    }
  }
}
