package io.crossim.service.tls;

import java.nio.ByteBuffer;

/** The first words of a TLS client, byte by byte: JDKs refuse to speak old versions at all. */
final class ClientHello {

  static final int TLS_1_1 = 0x0302;
  static final int TLS_1_2 = 0x0303;

  private ClientHello() {}

  /** A client whose newest version is this one. */
  static byte[] of(int version) {
    ByteBuffer extensions =
        ByteBuffer.allocate(64)
            .putShort((short) 10) // supported groups: secp256r1
            .putShort((short) 4)
            .putShort((short) 2)
            .putShort((short) 23)
            .putShort((short) 13) // signature algorithms: ecdsa_secp256r1_sha256
            .putShort((short) 4)
            .putShort((short) 2)
            .putShort((short) 0x0403);
    ByteBuffer body =
        ByteBuffer.allocate(256)
            .putShort((short) version)
            .put(new byte[32]) // random
            .put((byte) 0) // session
            .putShort((short) 4)
            .putShort((short) 0xC02B) // ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            .putShort((short) 0xC009) // ECDHE_ECDSA_WITH_AES_128_CBC_SHA, which TLS 1.1 has too
            .put((byte) 1)
            .put((byte) 0) // no compression
            .putShort((short) extensions.position())
            .put(extensions.flip());
    int length = body.position();
    ByteBuffer record =
        ByteBuffer.allocate(9 + length)
            .put((byte) 0x16)
            .putShort((short) 0x0301)
            .putShort((short) (4 + length))
            .put((byte) 1)
            .put((byte) 0)
            .putShort((short) length)
            .put(body.flip());
    return record.array();
  }
}
