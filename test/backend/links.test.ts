import { expect, test } from 'vitest';
import { claimLink, registrationLink } from '../../src/backend/links.ts';

const WEB = 'https://nemovideo.com';

test('leads to the registration of this user', () => {
  expect(registrationLink(WEB, 'anon_abc123')).toBe(
    'https://nemovideo.com/register?bind=anon_abc123',
  );
});

test('leads to the registration without a user', () => {
  expect(registrationLink(WEB, undefined)).toBe('https://nemovideo.com/register');
});

test('opens a project with its claim token', () => {
  expect(claimLink(WEB, 'clm_1')).toBe('https://nemovideo.com/workspace/claim?ct=clm_1');
});

test.each([
  [registrationLink(WEB, 'a&b=c#d'), 'bind', 'a&b=c#d'],
  [claimLink(WEB, 'a b+c?&d'), 'ct', 'a b+c?&d'],
])('puts nothing but a value into %s', (...[link, name, value]) => {
  expect([...new URL(link).searchParams]).toEqual([[name, value]]);
});
