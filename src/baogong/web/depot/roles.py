from baogong.apps.people.enums import Role

DEPOT = (Role.SORTER, Role.COMMANDER)
