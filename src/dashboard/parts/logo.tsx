import { Group, Text } from '@mantine/core'

/** A trail of dots that ends in a coin. */
export function Logo({ size = 26 }: { readonly size?: number }) {
  return (
    <Group gap={10} wrap="nowrap" component="span">
      <svg width={size * 1.5} height={size} viewBox="0 0 42 28" aria-hidden="true">
        <g fill="var(--accent-text)">
          <circle cx="3" cy="23" r="1.7" opacity=".45" />
          <circle cx="8.6" cy="20.4" r="2.1" opacity=".6" />
          <circle cx="14.4" cy="21.2" r="2.5" opacity=".75" />
          <circle cx="20" cy="17.4" r="2.9" opacity=".9" />
        </g>
        <path
          d="M32 2.5a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm-1.3 4.6v8.8h2.6V7.1Z"
          fill="var(--accent-text)"
          fillRule="evenodd"
        />
      </svg>
      <Text component="span" fw={700} fz={size * 0.73} lh={1} style={{ letterSpacing: '-0.03em' }}>
        tilltrail
      </Text>
    </Group>
  )
}
