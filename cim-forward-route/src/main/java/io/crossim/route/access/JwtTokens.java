package io.crossim.route.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.api.Token;
import io.crossim.service.credential.ClusterSecret;
import io.crossim.service.web.UnauthorizedException;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as signed statements (JWT, HS256). All routes that share the secret of the cluster sign
 * and read the same ones; tokens signed with an earlier secret count while that secret is
 * configured too. Any thread; never blocks.
 */
public final class JwtTokens implements Tokens {

  /** How far apart the clocks of routes may be. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  private static final String VERSION = "ver";
  private static final int MOST = 4_096;

  /** The signature of each is looked at once in a while, not with every message. */
  private final Cache<String, Verified> read =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  private final ClusterSecret secret;
  private final InstantSource clock;
  private final Duration time;

  public JwtTokens(ClusterSecret secret, InstantSource clock, Duration time) {
    this.secret = secret;
    this.clock = clock;
    this.time = time;
  }

  /**
   * A token whose signature was found right.
   *
   * @param secret with which it is signed
   */
  private record Verified(Claims claims, String secret) {}

  @Override
  public Token issue(StoredAccount account) {
    Credential credential = Objects.requireNonNull(account.credential());
    Instant now = clock.instant();
    String used = secret.used();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(id(used)).build(),
            new JWTClaimsSet.Builder()
                .subject(Long.toString(account.userId()))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(time)))
                .claim(VERSION, credential.version())
                .build());
    try {
      token.sign(new MACSigner(derived(used, "token")));
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 is part of every JDK", e);
    }
    return new Token(token.serialize(), time.toSeconds());
  }

  @Override
  public Claims read(String token) {
    Verified verified = token.length() > MOST ? null : read.get(token, this::verified);
    if (verified == null || !secret.taken().contains(verified.secret)) { // it was removed since
      throw new UnauthorizedException(
          ResultCode.TOKEN_INVALID,
          "Authorization: not a token of this cluster (expected: the one that /login answered)");
    }
    Claims claims = verified.claims;
    if (clock.instant().isAfter(claims.expires().plus(CLOCKS))) {
      throw new UnauthorizedException(
          ResultCode.TOKEN_EXPIRED,
          "Authorization: the token has expired (expected: a new token from /login)");
    }
    return claims;
  }

  private @Nullable Verified verified(String token) {
    try {
      SignedJWT signed = SignedJWT.parse(token);
      JWSHeader header = signed.getHeader();
      List<String> secrets = secret.taken();
      for (String one : secrets) {
        if (JWSAlgorithm.HS256.equals(header.getAlgorithm())
            && id(one).equals(header.getKeyID())
            && signed.verify(new MACVerifier(derived(one, "token")))) {
          return new Verified(claims(signed.getJWTClaimsSet()), one);
        }
      }
      return null;
    } catch (ParseException | JOSEException | RuntimeException e) {
      return null; // whatever it is, it is none of ours
    }
  }

  private static Claims claims(JWTClaimsSet set) throws ParseException {
    return new Claims(
        Long.parseLong(set.getSubject()),
        set.getLongClaim(VERSION),
        set.getExpirationTime().toInstant());
  }

  /** Names a secret without telling it. */
  private static String id(String secret) {
    return HexFormat.of().formatHex(derived(secret, "id"), 0, 8);
  }

  /** A key for one purpose, which tells nothing of the secret. */
  private static byte[] derived(String secret, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(("cim " + purpose).getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }
}
