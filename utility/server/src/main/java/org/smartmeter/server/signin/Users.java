package org.smartmeter.server.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/// The users of the server, kept in schema `server`. Names are compared in lower case.
public final class Users {

    /// Shorter passwords are refused.
    public static final int SHORTEST_PASSWORD = 8;

    private static final int LONGEST_PASSWORD = 256;
    private static final int LONGEST_DISPLAY_NAME = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,63}");

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Passwords passwords = new Passwords();

    /// What a password is compared with when nobody has the name, so that both answers take the
    /// same time.
    private final String nobodysHash = passwords.hash(UUID.randomUUID().toString());

    public Users(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /// @throws UserRefusedException if the name is taken or name, display name or password are not
    /// as they must be
    public User addOperator(String name, String displayName, String password) {
        return add(name, displayName, password, Role.OPERATOR, Optional.empty());
    }

    /// As [#addOperator], for somebody who may approve what other operators ask for.
    public User addApprover(String name, String displayName, String password) {
        return add(name, displayName, password, Role.APPROVER, Optional.empty());
    }

    /// @param customer the network's customer this user is
    /// @throws UserRefusedException if the name is taken or name, display name or password are not
    /// as they must be
    public User addCustomer(String name, String displayName, String password, UUID customer) {
        return add(name, displayName, password, Role.CUSTOMER, Optional.of(customer));
    }

    private User add(
            String name, String displayName, String password, Role role, Optional<UUID> customer) {
        String lowerName = name.strip().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(lowerName).matches()) {
            throw new UserRefusedException(
                    "the name '"
                            + name
                            + "' does not fit: 1 to 64 letters, digits or . _ @ + -, a letter or"
                            + " digit first");
        }
        if (displayName.isBlank() || displayName.length() > LONGEST_DISPLAY_NAME) {
            throw new UserRefusedException(
                    "the displayed name of '" + lowerName + "' must have 1 to 100 characters");
        }
        check(password);
        User user = new User(UUID.randomUUID(), lowerName, displayName.strip(), role, customer);
        int added = insert(user, passwords.hash(password));
        if (added == 0) {
            throw new UserRefusedException(
                    "there is a user '" + lowerName + "' already; choose another name");
        }
        return user;
    }

    private int insert(User user, String passwordHash) {
        return jdbi.withHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        insert into server.users
                                            (id, name, display_name, role, customer, password_hash, created)
                                        values (:id, :name, :displayName, :role, cast(:customer as uuid), :hash, :created)
                                        on conflict (name) do nothing
                                        """)
                                .bind("id", user.id())
                                .bind("name", user.name())
                                .bind("displayName", user.displayName())
                                .bind("role", user.role().word())
                                .bind("customer", user.customer().orElse(null))
                                .bind("hash", passwordHash)
                                .bind("created", now())
                                .execute());
    }

    /// The user of that name, in any case.
    public Optional<User> find(String name) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("select * from server.users where name = :name")
                                .bind("name", name.strip().toLowerCase(Locale.ROOT))
                                .map(Users::user)
                                .findOne());
    }

    /// The user, if name and password are right. Takes as long for a name that nobody has.
    public Optional<User> authenticate(String name, String password) {
        record Known(User user, String hash) {}
        Optional<Known> known =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery("select * from server.users where name = :name")
                                        .bind("name", name.strip().toLowerCase(Locale.ROOT))
                                        .map(
                                                (row, context) ->
                                                        new Known(
                                                                user(row, context),
                                                                row.getString("password_hash")))
                                        .findOne());
        boolean right = passwords.matches(password, known.map(Known::hash).orElse(nobodysHash));
        return known.filter(_ -> right).map(Known::user);
    }

    /// @throws UserRefusedException if nobody has that name or the password is not as it must be
    public void setPassword(String name, String password) {
        check(password);
        int changed =
                jdbi.withHandle(
                        handle ->
                                handle.createUpdate(
                                                "update server.users set password_hash = :hash"
                                                        + " where name = :name")
                                        .bind("hash", passwords.hash(password))
                                        .bind("name", name.strip().toLowerCase(Locale.ROOT))
                                        .execute());
        if (changed == 0) {
            throw new UserRefusedException("there is no user '" + name + "'");
        }
    }

    private static void check(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw new UserRefusedException(
                    "a password has "
                            + SHORTEST_PASSWORD
                            + " to "
                            + LONGEST_PASSWORD
                            + " characters");
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static User user(ResultSet row, StatementContext context) throws SQLException {
        return new User(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("display_name"),
                Role.ofWord(row.getString("role")),
                Optional.ofNullable(row.getObject("customer", UUID.class)));
    }
}
