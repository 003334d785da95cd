/**
 * What both ends of an encrypted connection agree on: how certificates are read, whom a client
 * trusts, and how a refusal is put into words.
 */
@NullMarked
package io.crossim.common.tls;

import org.jspecify.annotations.NullMarked;
