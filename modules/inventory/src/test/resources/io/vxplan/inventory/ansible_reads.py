"""Prints what Ansible makes of each folder's inventory.yaml, one JSON document a line.

Ansible takes most of a second to start, so one process reads all of them, with Ansible's own classes.
"""
import json
import pathlib
import sys

from ansible.cli.inventory import INTERNAL_VARS
from ansible.inventory.helpers import sort_groups
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.plugins import loader as plugins
from ansible.vars.manager import VariableManager


def variables(manager, host):
    found = manager.get_vars(host=host, include_hostvars=False, stage="all")
    return {name: value for name, value in found.items() if name not in INTERNAL_VARS}


def read(folder):
    loader = DataLoader()
    inventory = InventoryManager(loader=loader, sources=[str(folder / "inventory.yaml")])
    manager = VariableManager(loader=loader, inventory=inventory)
    patterns = (folder / "patterns.txt").read_text().splitlines()
    return {
        "name": folder.name,
        "order": list(inventory.hosts),
        "hosts": {name: variables(manager, host) for name, host in inventory.hosts.items()},
        "groups": {name: sorted(host.name for host in group.get_hosts())
                   for name, group in inventory.groups.items()},
        "precedence": {name: [group.name for group in sort_groups(host.get_groups()) if group.name != "all"]
                       for name, host in inventory.hosts.items()},
        "patterns": {pattern: sorted(host.name for host in inventory.get_hosts(pattern))
                     for pattern in patterns},
    }


# Versions from 2.15 on want to be told.
getattr(plugins, "init_plugin_loader", lambda: None)()
for each in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    print(json.dumps(read(each), default=lambda value: value.isoformat()))
