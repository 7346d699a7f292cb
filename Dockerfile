# npm run build:standalone && docker build --tag concur .
# For arm64: npm run build:standalone -- --arch arm64 && docker build --platform linux/arm64 --build-arg ARCH=arm64 --tag concur .
FROM debian:12.12-slim AS unpacked
ARG ARCH=x64
COPY standalone/concur-linux-$ARCH /concur
# Unpacked here, and not in each container: one may have no folder to write to.
RUN XDG_CACHE_HOME=/opt /concur --version && mv /opt/concur/*/ /opt/unpacked && chmod -R go=rX /opt/unpacked

# With taskset and setpriv, which the executable alone doesn't bring.
FROM debian:12.12-slim
COPY --from=unpacked /opt/unpacked /opt/concur
ENV LANG=C.UTF-8
USER 10001:10001
ENTRYPOINT ["/opt/concur/bin/node", "/opt/concur/dist/bin/concur.cjs"]
