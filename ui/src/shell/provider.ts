/** Where a browser goes to sign in through the organisation's provider. */
export const PROVIDER = '/api/v1/session/oidc';
