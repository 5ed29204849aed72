import { quoted } from '../asim-parser.js';

/** Calls of IAM that manage users, roles and groups, as Microsoft's parser has them. */
const iam = {
  UserCreated: 'CreateUser',
  UserDeleted: 'DeleteRole DeleteUser',
  UserModified: `
    AttachUserPolicy CreateLoginProfile DeleteLoginProfile DeleteUserPolicy DetachRolePolicy DetachUserPolicy
    EnableMFADevice PutRolePolicy PutUserPolicy TagRole TagUser UntagUser UpdateRole UpdateRoleDescription UpdateUser
    UploadSigningCertificate UploadSSHPublicKey`,
  UserRead: `
    GetLoginProfile GetMFADevice GetRole GetUser ListAttachedRolePolicies ListAttachedUserPolicies ListGroupsForUser
    ListMFADevices ListRoles ListUsers`,
  PasswordChanged: 'ChangePassword UpdateLoginProfile UpdateSigningCertificate UpdateSSHPublicKey',
  GroupCreated: 'CreateGroup',
  GroupDeleted: 'DeleteGroup',
  GroupModified: 'AttachGroupPolicy DeleteGroupPolicy DetachGroupPolicy PutGroupPolicy UpdateGroup',
  GroupRead: 'GetGroup GetGroupPolicy ListAttachedGroupPolicies',
  GroupEnumerated: 'ListGroups',
  UserAddedToGroup: 'AddUserToGroup',
  UserRemovedFromGroup: 'RemoveUserFromGroup',
};

/** The same of Cognito's user pools. */
const cognito = {
  UserCreated: 'AdminCreateUser ConfirmSignUp SignUp',
  UserDeleted: 'AdminDeleteUser DeleteUser',
  UserDisabled: 'AdminDisableProviderForUser AdminDisableUser',
  UserEnabled: 'AdminConfirmSignUp AdminEnableUser',
  UserModified: `
    AdminDeleteUserAttributes AdminForgetDevice AdminLinkUserAuthEvents AdminSetUserMFAPreference
    AdminSetUserSettings AdminUpdateDeviceStatus AdminUpdateUserAttributes CompleteWebAuthnRegistration
    DeleteUserAttributes DeleteWebAuthnCredential UpdateUserAttributes`,
  UserRead: `
    AdminGetDevice AdminGetUser AdminListDevices AdminListGroupsForUser AdminListUserAuthEvents GetUser`,
  PasswordChanged: 'AdminSetUserPassword ChangePassword',
  PasswordReset: 'AdminResetUserPassword',
  GroupCreated: 'CreateGroup CreateUserPool',
  GroupDeleted: 'DeleteGroup DeleteUserPool',
  GroupModified: 'AddCustomAttributes SetUserPoolMfaConfig UpdateGroup UpdateUserPool',
  GroupRead: `
    DescribeUserPool GetGroup GetUserPoolMfaConfig ListGroups ListIdentityProviders ListResourceServers ListTerms`,
  GroupEnumerated: 'ListUserPools ListUsers ListUsersInGroup',
  UserAddedToGroup: 'AdminAddUserToGroup',
  UserRemovedFromGroup: 'AdminRemoveUserFromGroup',
};

/** The EventType of a call, in KQL; empty for a call that manages no user. */
export function userManagementOperations(source: string, name: string): string {
  const casesOf = (service: string, words: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(words).map(([word, names]) => {
      const listed = names.trim().split(/\s+/).map(quoted).join(', ');
      return `${source} == ${quoted(service)} and ${name} in (${listed}), ${quoted(word)}`;
    });
  const cases = [...casesOf('iam.amazonaws.com', iam), ...casesOf('cognito-idp.amazonaws.com', cognito)];
  return `case(${cases.join(', ')}, '')`;
}
