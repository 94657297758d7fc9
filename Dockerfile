# One container: the product with its embedding model inside. No Docker engine is needed to develop Tierdesk.
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /opt/tierdesk
COPY tools/setup/torch_cpu.py requirements/run.txt ./
RUN /opt/tierdesk/bin/python torch_cpu.py && /opt/tierdesk/bin/pip install --no-cache-dir -r run.txt
COPY pyproject.toml README.md ./
COPY bot bot
COPY channel channel
COPY ingest ingest
COPY integrations integrations
COPY knowledge knowledge
RUN /opt/tierdesk/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
COPY --from=build /opt/tierdesk /opt/tierdesk
RUN useradd --create-home --uid 10001 tierdesk && mkdir /data && chown tierdesk /data
USER tierdesk
WORKDIR /data
ENV PATH=/opt/tierdesk/bin:$PATH TIERDESK_DATA_DIR=/data TIERDESK_HOST=0.0.0.0 HF_HUB_OFFLINE=1
VOLUME /data
EXPOSE 8060
CMD ["tierdesk", "serve"]
