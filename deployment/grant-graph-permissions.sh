#!/usr/bin/env bash
# Grants the bot's managed identity what it may do in Microsoft Graph: app-role assignments, which a template cannot make.
# Whoever runs it is signed in to the Azure CLI as Privileged Role Administrator or Global Administrator of the tenant.
# Running it again changes nothing.
#
#   deployment/grant-graph-permissions.sh <principal id> [permission ...]
#
# <principal id>   the template's output IDENTITY_PRINCIPAL_ID (not the client id)
# permission ...   instead of the list below
set -euo pipefail

permissions=(
  # GET /users/delta, GET /users/{id}: who people are, their title, department, hire date and manager
  User.Read.All
  # GET /groups/{id}/transitiveMembers, POST /users/{id}/checkMemberGroups: who is in the groups the programme file names
  GroupMember.Read.All
  # POST /users/{id}/teamwork/installedApps: installs this app, and no other, for people who have to be prompted
  TeamsAppInstallation.ReadWriteSelfForUser.All
  # GET /appCatalogs/teamsApps: this app's id in the catalogue; not needed where TEAMS_CATALOG_APP_ID says it
  AppCatalog.Read.All
  # GET /users/{id}/mailboxSettings/timeZone: the hours at which people are written to; optional
  MailboxSettings.Read
  # GET /users/delta with employeeLeaveDateTime, which otherwise reads as null: whose last day has passed; optional
  User-LifeCycleInfo.Read.All
)

guid='^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
if [[ ! ${1:-} =~ $guid ]]; then
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' "$0" >&2
  exit 64
fi
principal=$1
shift
if [[ $# -gt 0 ]]; then permissions=("$@"); fi

command -v az >/dev/null || { echo 'The Azure CLI (az) is not installed.' >&2; exit 69; }

# Microsoft Graph's application id is the same in every tenant and cloud; its address, and the ids of its roles, are looked up.
graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
graph=${graph%/}/v1.0
resource=$(az ad sp show --id 00000003-0000-0000-c000-000000000000 --query id --output tsv)
assignments="$graph/servicePrincipals/$principal/appRoleAssignments"
granted=$(az rest --method get --url "$assignments" --query 'value[].appRoleId' --output tsv)

for permission in "${permissions[@]}"; do
  role=$(az ad sp show --id 00000003-0000-0000-c000-000000000000 --output tsv \
    --query "appRoles[?value=='$permission' && contains(allowedMemberTypes, 'Application')].id | [0]")
  if [[ -z $role || $role == None ]]; then
    echo "$permission: Microsoft Graph has no application permission of that name." >&2
    exit 65
  fi
  if grep --quiet --fixed-strings --line-regexp "$role" <<<"$granted"; then
    echo "$permission: already granted"
    continue
  fi
  az rest --method post --url "$assignments" --headers 'Content-Type=application/json' --output none \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$resource\",\"appRoleId\":\"$role\"}"
  echo "$permission: granted"
done
