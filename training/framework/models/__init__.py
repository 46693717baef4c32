"""Models of framework. Models know their own row, no other."""

from training.framework.models.framework import (
    Competency,
    Domain,
    Framework,
    FrameworkVersion,
    Level,
    LevelDescriptor,
    RoleGroup,
    RoleGroupVersion,
    RoleRequirement,
)
from training.framework.models.person_role import PersonRole

__all__ = [
    "Competency",
    "Domain",
    "Framework",
    "FrameworkVersion",
    "Level",
    "LevelDescriptor",
    "PersonRole",
    "RoleGroup",
    "RoleGroupVersion",
    "RoleRequirement",
]
