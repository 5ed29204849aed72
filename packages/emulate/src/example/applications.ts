import type { Application } from '../applications.js';

/** The tenant's own enterprise application for AWS: every tenant gives it another id. */
export const awsPortal: Application = {
  id: '2b6e1c0a-9d84-4a57-8f13-64d7a0c5b9e2',
  displayName: 'AWS IAM Identity Center (successor to AWS Single Sign-On)',
  resourceId: '2b6e1c0a-9d84-4a57-8f13-64d7a0c5b9e2',
  resourceName: 'AWS IAM Identity Center (successor to AWS Single Sign-On)',
  clientApp: 'Browser',
};
