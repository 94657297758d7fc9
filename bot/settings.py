"""Every setting, read from the environment (and `.env`); the defaults run the demo. See docs/operate.md."""

from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from channel.database import sqlite_url
from channel.errors import BadSetting

DATABASES = ("sqlite", "postgresql")


class Transport(StrEnum):
    """How Slack reaches us: over a socket that we open, or by HTTP requests that it sends."""

    SOCKET = "socket"
    HTTP = "http"


class Use(StrEnum):
    """When the chat model is asked for look-ups: never, where the rules are unsure, or for every message."""

    NEVER = "never"
    UNSURE = "unsure"
    ALWAYS = "always"


class Settings(BaseSettings):
    """What can be configured. Each field's variable is its name in capitals, with the prefix TIERDESK_.

    The four SLACK_ variables keep the names that Slack's own documentation uses.
    """

    model_config = SettingsConfigDict(
        env_prefix="TIERDESK_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    data_dir: Path = Field(default=Path("data"), description="Folder of the databases and the index")
    database_url: str = Field(default="", description="Channel database; empty: SQLite in the data folder")
    engine_url: str = Field(default="", description="Database of the durable engine; empty: SQLite in the data folder")
    executor_id: str = Field(default="tierdesk-1", description="Name of this process; distinct for each replica")
    transport: Transport = Field(default=Transport.SOCKET, description="socket or http")
    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8060, ge=0, le=65535, description="Port to listen on")
    timezone: str = Field(default="Europe/Berlin", description="IANA time zone for people who have none of their own")
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="How much is logged")
    chat_model: str = Field(
        default="", description="LangChain chat model that puts answers into sentences, as provider:model; empty: none"
    )
    chat_seconds: float = Field(
        default=8.0, gt=0, le=60, description="How long the chat model may take over one answer, in seconds"
    )
    agent: Use = Field(
        default=Use.UNSURE, description="When the chat model may choose look-ups: never, unsure or always"
    )
    agent_seconds: float = Field(
        default=8.0, gt=0, le=60, description="How long the chat model may take to choose look-ups, in seconds"
    )
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN", description="xoxb-…")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN", description="xapp-…")
    slack_signing_secret: SecretStr | None = Field(
        default=None, validation_alias="SLACK_SIGNING_SECRET", description="Signing secret, for http"
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/", validation_alias="SLACK_API_URL", description="Slack's Web API"
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("not an IANA time zone such as Europe/Berlin") from error
        return value

    @field_validator("database_url", "engine_url")
    @classmethod
    def _usable_database(cls, value: str) -> str:
        try:
            backend = make_url(value).get_backend_name() if value else "sqlite"
        except ArgumentError as error:
            raise ValueError("not the address of a database, such as sqlite:///data/channel.sqlite") from error
        if backend not in DATABASES:
            raise ValueError(f"{backend} is no database that I can use ({' or '.join(DATABASES)})")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("not a web address such as https://slack.com/api/")
        return value

    @property
    def channel_database(self) -> str:
        """The URL of the channel database."""
        return self.database_url or sqlite_url(self.data_dir / "channel.sqlite")

    @property
    def engine_database(self) -> str:
        """The URL of the durable engine's own database."""
        return self.engine_url or sqlite_url(self.data_dir / "engine.sqlite")


def variable(field: str) -> str:
    """The environment variable of a field."""
    alias = Settings.model_fields[field].validation_alias if field in Settings.model_fields else None
    return str(alias or f"TIERDESK_{field.upper()}")


def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        BadSetting: names each variable that cannot be used, and why.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = []
        for problem in error.errors():
            name = str(problem["loc"][0])
            name = name if name.isupper() else variable(name)
            problems.append(f"{name}: {problem['msg'].removeprefix('Value error, ')}")
        raise BadSetting(
            "These settings cannot be used. " + "; ".join(problems) + ".",
            "Correct them in the environment or in .env; docs/operate.md lists every setting.",
        ) from error
