package org.sitrep.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Mail;

/** Sends letters through a mail server, all of a night over one connection. */
final class SmtpPost implements Post {
  static final String WAY = "smtp";
  private final Mail.Smtp smtp;
  private final Session session;
  private final @Nullable String user;
  private final @Nullable String password;
  private @Nullable Transport line;

  /**
   * Prepares, without connecting.
   *
   * @param from envelope sender, where the server reports what it could not deliver
   * @param environment value of an environment variable, null when it is not set
   */
  SmtpPost(Mail.Smtp smtp, String from, Function<String, @Nullable String> environment) {
    this.smtp = smtp;
    this.user = secret(smtp.userVariable(), environment);
    this.password = secret(smtp.passwordVariable(), environment);
    this.session = Session.getInstance(settings(smtp, from, user != null));
  }

  @Override
  public String way() {
    return WAY;
  }

  @Override
  public boolean leavesAtOnce() {
    return true;
  }

  @Override
  public void send(Letter letter, Runnable last) throws PostException {
    Transport open = connected();
    AtomicBoolean said = new AtomicBoolean();
    Runnable whole =
        () -> {
          last.run();
          said.set(true);
        };
    try {
      MimeMessage message = Mime.message(letter, session, whole);
      open.sendMessage(message, message.getAllRecipients());
    } catch (MessagingException e) {
      boolean unsure = said.get() && !isAnswer(e);
      if (unsure || !(e instanceof SendFailedException)) {
        close();
      }
      // A server that heard us and said no leaves the line good for the others.
      PostException.Kind kind = unsure ? PostException.Kind.UNSURE : PostException.Kind.LETTER;
      throw new PostException(reason(e), kind, e);
    }
  }

  /** Whether the server said no, rather than nothing. */
  private static boolean isAnswer(MessagingException e) {
    return e instanceof SMTPSendFailedException answer && answer.getReturnCode() > 0;
  }

  private Transport connected() throws PostException {
    if (line != null && line.isConnected()) {
      return line;
    }
    try {
      Transport fresh = session.getTransport("smtp");
      fresh.connect(smtp.host(), smtp.port(), user, password);
      line = fresh;
      return fresh;
    } catch (MessagingException e) {
      throw new PostException(
          "cannot reach mail server " + smtp.host() + ":" + smtp.port() + ": " + reason(e),
          PostException.Kind.WAY,
          e);
    }
  }

  @Override
  public void close() {
    Transport open = line;
    line = null;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException e) {
        // What the server took, it took; a failed goodbye changes nothing.
      }
    }
  }

  private static Properties settings(Mail.Smtp smtp, String from, boolean auth) {
    String wait = Long.toString(Duration.ofSeconds(smtp.timeoutSeconds()).toMillis());
    Properties out = new Properties();
    out.setProperty("mail.smtp.from", from);
    // Greets with the sender's domain; the name of this machine is nobody's business.
    out.setProperty("mail.smtp.localhost", Mailboxes.domain(from));
    out.setProperty("mail.smtp.auth", Boolean.toString(auth));
    out.setProperty("mail.smtp.connectiontimeout", wait);
    out.setProperty("mail.smtp.timeout", wait);
    out.setProperty("mail.smtp.writetimeout", wait);
    switch (smtp.security()) {
      case "none" -> out.setProperty("mail.smtp.starttls.enable", "false");
      case "starttls" -> {
        out.setProperty("mail.smtp.starttls.enable", "true");
        out.setProperty("mail.smtp.starttls.required", "true");
        out.setProperty("mail.smtp.ssl.checkserveridentity", "true");
      }
      case "tls" -> {
        out.setProperty("mail.smtp.ssl.enable", "true");
        out.setProperty("mail.smtp.ssl.checkserveridentity", "true");
      }
      default ->
          throw new IllegalArgumentException(
              "Cannot use as mail security: '"
                  + smtp.security()
                  + "' (wanted: none, starttls or tls)");
    }
    return out;
  }

  private static @Nullable String secret(
      @Nullable String variable, Function<String, @Nullable String> environment) {
    if (variable == null) {
      return null;
    }
    String value = environment.apply(variable);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot log in to the mail server: environment variable " + variable + " is not set");
    }
    return value;
  }

  /** What the server or the network said, on one line. */
  private static String reason(Throwable thrown) {
    Throwable deepest = thrown;
    Throwable next = deepestKnown(deepest);
    while (next != null && next != deepest) {
      deepest = next;
      next = deepestKnown(deepest);
    }
    String text = deepest.getMessage();
    return (text == null ? deepest.getClass().getSimpleName() : text)
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static @Nullable Throwable deepestKnown(Throwable thrown) {
    if (thrown instanceof MessagingException
        && ((MessagingException) thrown).getNextException() != null) {
      return ((MessagingException) thrown).getNextException();
    }
    return thrown.getCause();
  }
}
