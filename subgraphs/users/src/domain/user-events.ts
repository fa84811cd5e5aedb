import { createEvent, type ServiceEvent } from '@supergraph/service-kit';
import type { AccountDeletion } from './account-deletion.js';

/** A change of an account. It is stored with the account until it is published. */
export interface UserEvent {
  readonly type: 'UserSignedUp' | 'UserDeleted';
  readonly revision: number;
  readonly at: Date;
}

/** An account begins with revision 1. Its deletion is the only other change that has an event. */
export const SIGNED_UP_REVISION = 1;
export const DELETED_REVISION = 2;

const published: Readonly<Record<UserEvent['type'], string>> = {
  UserSignedUp: 'shop.user.signed-up.v1',
  UserDeleted: 'shop.user.deleted.v1',
};

/** The type of the events of a snapshot of all accounts. */
export const USER_SNAPSHOT = 'shop.user.snapshot.v1';

/** The facts of an account that other services may know. */
export interface PublishedUser {
  readonly id: string;
  readonly deletion: Pick<AccountDeletion, 'id' | 'requestedAt'> | undefined;
}

/** An event as other services see it. It identifies the account by its id alone. */
export function toPublished(user: PublishedUser, { type, revision, at }: UserEvent): ServiceEvent {
  return createEvent('users', {
    entity: 'user',
    type: published[type],
    subject: user.id,
    revision,
    time: at,
    owner: user.id,
    data: { userId: user.id, ...(type === 'UserDeleted' ? deletionOf(user) : {}) },
  });
}

/** The present state of an account, for services that begin to read the events of users. */
export function toSnapshot(user: PublishedUser, time: Date): ServiceEvent {
  return createEvent('users', {
    entity: 'user-snapshot',
    type: USER_SNAPSHOT,
    subject: user.id,
    revision: user.deletion === undefined ? SIGNED_UP_REVISION : DELETED_REVISION,
    time,
    owner: user.id,
    data: { userId: user.id, ...deletionOf(user) },
  });
}

function deletionOf({ deletion }: PublishedUser) {
  return deletion === undefined
    ? {}
    : { deletionId: deletion.id, deletedAt: deletion.requestedAt.toISOString() };
}
