package io.crossim.benchmark.attack;

import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import java.net.InetSocketAddress;
import okhttp3.HttpUrl;

/**
 * What is attacked, and what the strangers have: an account of their own.
 *
 * @param gateway where clients connect to
 * @param victim has a password that they do not know
 * @param stranger their account
 * @param token of their account
 * @param revoked a token of their account from before its last logout
 * @param loops the attacks' own
 */
record Target(
    HttpUrl route,
    InetSocketAddress gateway,
    Account victim,
    Account stranger,
    String token,
    String revoked,
    Loops loops) {}
