package io.crossim.benchmark.command;

import okhttp3.HttpUrl;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the URL of a route. */
final class UrlConverter implements ITypeConverter<HttpUrl> {

  @Override
  public HttpUrl convert(String value) {
    HttpUrl url = HttpUrl.parse(value);
    if (url == null) {
      throw new TypeConversionException(
          value + " (expected: a URL such as http://127.0.0.1:8083/)");
    }
    return url;
  }
}
