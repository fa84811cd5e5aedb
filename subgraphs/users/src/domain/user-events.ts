import { createEvent, type ServiceEvent } from '@supergraph/service-kit';

/** A change of an account. It is stored with the account until it is published. */
export interface UserEvent {
  readonly type: 'UserSignedUp';
  readonly revision: number;
  readonly at: Date;
}

const published: Readonly<Record<UserEvent['type'], string>> = {
  UserSignedUp: 'shop.user.signed-up.v1',
};

/** An event as other services see it. It identifies the account by its id alone. */
export function toPublished(userId: string, { type, revision, at }: UserEvent): ServiceEvent {
  return createEvent('users', {
    entity: 'user',
    type: published[type],
    subject: userId,
    revision,
    time: at,
    owner: userId,
    data: { userId },
  });
}
